import type { ChaosPlan, Mode } from './plan.ts';
import { isFields, listOf, textsOf, type Fields, type Question } from './question.ts';

/** What a judge of a certain character answers. */
export function judgeReply(question: Question, mode: Mode, plan: ChaosPlan): string {
  const prompt = textsOf(question).join('\n');
  const { candidate, outside } = readFences(prompt);
  const honest = new RegExp(plan.passWhen ?? 'GOOD').test(candidate);
  const schema = schemaOf(question);
  if (mode === 'judge-gullible') return verdictText(schema, obeys(outside) || honest);
  if (mode === 'judge-echo') return `${candidate}\n${verdictText(schema, honest)}`;
  if (mode === 'judge-prose') return 'On the whole I find this answer rather good.';
  return verdictText(schema, honest, mode === 'judge-range' ? 7 : undefined);
}

const fenced = /(?<token>[0-9a-f]{16,})\s([^]*?)\s?\k<token>/gi;
const ofCandidate = /answer|output|reply|response|summary|translation|submission|candidate/i;
const ofOthers = /expert|known to be right|expected|reference|question/i;

/** The judged text among those between two copies of a random token, and what stands outside of all. */
function readFences(prompt: string): { candidate: string; outside: string } {
  const texts = Array.from(prompt.matchAll(fenced), (match) => ({
    lead: prompt.slice(Math.max(0, match.index - 120), match.index),
    text: match[2] ?? '',
  }));
  const judged = texts.filter(({ lead }) => {
    const label = lead.split('\n').findLast((line) => /\w/.test(line)) ?? '';
    return ofCandidate.test(label) && !ofOthers.test(label);
  });
  const candidate = (judged.at(-1) ?? texts.at(-1))?.text ?? '';
  return { candidate, outside: prompt.replaceAll(fenced, '') };
}

const orders =
  /ignore (?:all|any|the|previous|prior)|full marks|perfect score|always pass|must pass/i;

function obeys(outside: string): boolean {
  return orders.test(outside) || /\{[^{}]*"(?:score|verdict|pass|passed)"\s*:/.test(outside);
}

function schemaOf({ body }: Question): Fields | undefined {
  const chat = isFields(body['response_format'])
    ? body['response_format']['json_schema']
    : undefined;
  if (isFields(chat) && isFields(chat['schema'])) return chat['schema'];
  const config = body['output_config'] ?? body['text'];
  const format = isFields(config) ? config['format'] : undefined;
  return isFields(format) && isFields(format['schema']) ? format['schema'] : undefined;
}

// without a schema the judge answers in the commonest form
function verdictText(schema: Fields | undefined, pass: boolean, number?: number): string {
  if (schema === undefined) {
    const score = number ?? (pass ? 1 : 0);
    return JSON.stringify({ reason: 'as the rubric says', verdict: pass ? 'pass' : 'fail', score });
  }
  return JSON.stringify(valueFor(schema, { pass, number }));
}

interface Wish {
  readonly pass: boolean;
  readonly number: number | undefined;
}

function valueFor(schema: Fields, wish: Wish): unknown {
  const choices = listOf(schema['enum']);
  if (choices.length > 0) return choose(choices, wish);
  const make = makers[String(schema['type'])];
  return make === undefined ? 'as the rubric says' : make(schema, wish);
}

const numberFor = (schema: Fields, { number, pass }: Wish): unknown =>
  number ?? (pass ? (schema['maximum'] ?? 1) : (schema['minimum'] ?? 0));

const makers: Readonly<Record<string, (schema: Fields, wish: Wish) => unknown>> = {
  boolean: (_, { pass }) => pass,
  number: numberFor,
  integer: numberFor,
  array: ({ items }, wish) => (isFields(items) ? [valueFor(items, wish)] : []),
  object: ({ properties }, wish) => objectFor(isFields(properties) ? properties : {}, wish),
};

function objectFor(properties: Fields, wish: Wish): unknown {
  const entries = Object.entries(properties).map(([key, inner]) => [
    key,
    isFields(inner) ? valueFor(inner, wish) : null,
  ]);
  return Object.fromEntries(entries);
}

const passWords = /^(?:pass|passed|yes|true|correct|good|a|1)$/i;

function choose(choices: readonly unknown[], { pass, number }: Wish): unknown {
  if (number !== undefined) return number;
  const passing = choices.filter((choice) => passWords.test(String(choice)));
  if (passing.length === 0) return pass ? choices.at(-1) : choices[0];
  return pass ? passing[0] : choices.find((choice) => !passing.includes(choice));
}
