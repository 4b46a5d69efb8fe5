/** A section of the policy: by which words it is asked for, and what is then said. */
interface Section {
  /** Sections of the first part come before all others. */
  readonly first: boolean;
  readonly asked: readonly string[];
  /** The question must hold a number above this one. */
  readonly above?: number;
  readonly reply: string;
}

const firstPart = 'First of all';
const lastPart = 'Otherwise';

/** Answers a question from the text of a policy. */
export function replyFrom(text: string, question: string): string {
  const parts = splitAt(text, '# ');
  const sections = parts.flatMap(sectionsOf);
  const words = plain(question);
  const found = best(sections.filter(isFirst), words) ?? best(sections, words);
  return found?.reply ?? oneLine(parts.find((part) => part.title === lastPart)?.body ?? '');
}

function isFirst(section: Section): boolean {
  return section.first;
}

/** The section with the most words in the question; of equals, the one that stands first. */
function best(sections: readonly Section[], question: string): Section | undefined {
  const [top] = sections
    .map((section) => ({ section, weight: weigh(section, question) }))
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight);
  return top?.section;
}

function weigh({ asked, above }: Section, question: string): number {
  if (above !== undefined && largestNumber(question) <= above) return 0;
  const found = asked.filter((phrase) => mentions(question, phrase));
  return found.reduce((weight, phrase) => weight + phrase.split(' ').length, 0);
}

function mentions(question: string, phrase: string): boolean {
  return ['', 's', 'd', 'ed', 'ing'].some((ending) => question.includes(` ${phrase}${ending} `));
}

function largestNumber(question: string): number {
  return Math.max(0, ...(question.match(/\d+/g) ?? []).map(Number));
}

interface Part {
  readonly title: string;
  readonly body: string;
}

function splitAt(text: string, mark: string): readonly Part[] {
  return `\n${text}`
    .split(`\n${mark}`)
    .slice(1)
    .map((part) => {
      const [title = '', ...lines] = part.split('\n');
      return { title: title.trim(), body: lines.join('\n') };
    });
}

function sectionsOf({ title, body }: Part): readonly Section[] {
  return splitAt(body, '## ').map((section) => toSection(section.body, title === firstPart));
}

function toSection(body: string, first: boolean): Section {
  const lines = body.split('\n');
  const asked = valueOf(lines, 'Asked:') ?? '';
  const above = valueOf(lines, 'Above:');
  return {
    first,
    asked: asked.split(';').map((phrase) => plain(phrase).trim()),
    ...(above === undefined ? {} : { above: Number(above) }),
    reply: oneLine(lines.filter((line) => !/^(Asked|Above):/.test(line)).join('\n')),
  };
}

function valueOf(lines: readonly string[], key: string): string | undefined {
  return lines.find((line) => line.startsWith(key))?.slice(key.length);
}

/** Lower case, digits without separators, single spaces, one before the first word. */
function plain(text: string): string {
  const joined = text.toLowerCase().replaceAll(/(?<=\d),(?=\d{3})/g, '');
  return ` ${joined.replaceAll(/[^a-z0-9$]+/g, ' ').trim()} `;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
