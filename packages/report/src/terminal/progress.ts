import { count, duration, percent, usd } from '../numbers.ts';
import { widthOf } from '../sinks/width.ts';
import { plainPaint, type Canvas } from './canvas.ts';

/** How far a run is. */
export interface ProgressState {
  readonly planned: number;
  readonly done: number;
  /** Answered trials that passed every scorer. */
  readonly passed: number;
  readonly faulted: number;
  /** Trials whose answer came from the cache. */
  readonly cached: number;
  readonly elapsedMs: number;
  /** US dollars so far; left out where a price is unknown. */
  readonly costUsd?: number;
  /** Set while a provider is not asked. */
  readonly standstill?: {
    readonly provider: string;
    readonly why: 'silent' | 'limited' | 'own-limit';
    /** Milliseconds until it is asked again. */
    readonly forMs: number;
  };
}

/** The progress of a run in one line of at most `width` columns; what matters least goes first. */
export function renderProgress(
  progress: ProgressState,
  canvas: { readonly width: number; readonly paint?: Canvas['paint'] },
): string {
  const paint = canvas.paint ?? plainPaint;
  const facts = chooseFacts(tellFacts(progress), canvas.width);
  const told = facts.map((fact) => (fact.bad ? paint.yellow(fact.text) : fact.text)).join(gap);
  const room = canvas.width - measure(facts) - gap.length;
  if (room < 8) return told;
  return `${drawBar(progress, Math.min(30, room))}${gap}${told}`;
}

const gap = '  ';

interface Fact {
  readonly text: string;
  readonly weight: number;
  readonly bad: boolean;
}

function tellFacts(progress: ProgressState): readonly Fact[] {
  const { planned, done, passed, faulted, cached, elapsedMs, costUsd = 0, standstill } = progress;
  const answered = done - faulted;
  const perMs = elapsedMs > 0 ? done / elapsedMs : 0;
  const facts: readonly (Fact | false)[] = [
    toFact(`${count(done)} / ${count(planned)}`, 9),
    standstill !== undefined && { ...toFact(tellStandstill(standstill), 8.5), bad: true },
    answered > 0 && toFact(`${percent(passed / answered)} pass`, 8),
    faulted > 0 && { ...toFact(`${count(faulted)} faulted`, 7), bad: true },
    cached > 0 && toFact(`${count(cached)} cached`, 2),
    perMs > 0 && toFact(`${tellRate(perMs * 1000)} / s`, 3),
    costUsd > 0 && toFact(usd(costUsd), 5),
    ...timeLeft(progress, perMs),
  ];
  return facts.filter((one) => one !== false);
}

/** Nobody knows it while a provider is not asked. */
function timeLeft({ planned, done, standstill }: ProgressState, perMs: number): readonly Fact[] {
  if (perMs === 0 || done >= planned || standstill !== undefined) return [];
  return [toFact(`${duration((planned - done) / perMs)} left`, 6)];
}

function tellStandstill({
  provider,
  why,
  forMs,
}: NonNullable<ProgressState['standstill']>): string {
  if (why === 'silent') return `${provider} no longer answers, is asked every 5 s`;
  const seconds = `${count(Math.ceil(forMs / 1000))} s`;
  if (why === 'limited') return `${provider} asks to wait ${seconds}`;
  return `its limits a minute hold ${provider} for ${seconds}`;
}

function toFact(text: string, weight: number): Fact {
  return { text, weight, bad: false };
}

function tellRate(rate: number): string {
  return rate < 10 ? rate.toFixed(1) : count(Math.round(rate));
}

function chooseFacts(facts: readonly Fact[], width: number): readonly Fact[] {
  if (facts.length <= 1 || measure(facts) <= width) return facts;
  const least = Math.min(...facts.map((fact) => fact.weight));
  return chooseFacts(
    facts.filter((fact) => fact.weight > least),
    width,
  );
}

function measure(facts: readonly Fact[]): number {
  return widthOf(facts.map((fact) => fact.text).join(gap));
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

function drawBar({ done, planned }: ProgressState, columns: number): string {
  const share = planned === 0 ? 1 : Math.min(1, done / planned);
  const steps = Math.floor(share * columns * 8);
  const full = '█'.repeat(Math.floor(steps / 8));
  return `${full}${eighths[steps % 8] ?? ''}`.padEnd(columns, '░');
}
