import { languageWords } from './language-words.ts';

type ScriptLanguage =
  | 'ja'
  | 'zh'
  | 'ko'
  | 'el'
  | 'he'
  | 'ur'
  | 'fa'
  | 'ar'
  | 'bn'
  | 'ta'
  | 'te'
  | 'th';

/** Languages whose script is theirs alone. */
const scripts: readonly (readonly [ScriptLanguage, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['ur', /[ٹڈڑںے]/g],
  ['fa', /[پچژگ]/g],
  ['ar', /\p{Script=Arabic}/gu],
  ['bn', /\p{Script=Bengali}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['te', /\p{Script=Telugu}/gu],
  ['th', /\p{Script=Thai}/gu],
];

/** One of `languages`. */
export type Language = keyof typeof languageWords | ScriptLanguage;

/** Languages that can be told apart without a model: by script, or by their most frequent small words. */
export const languages: readonly Language[] = [
  ...keysOf(languageWords),
  ...scripts.map(([language]) => language),
];

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  const keys: K[] = [];
  for (const key in record) keys.push(key);
  return keys;
}

// How much of the text must be of the script: Japanese is partly Han, Urdu and Persian mostly common Arabic.
const least: Readonly<Partial<Record<Language, number>>> = { ja: 0.05, ur: 0.02, fa: 0.01 };

/** For each word and letter, the languages that have it. */
const speakers = new Map<string, Language[]>();
for (const language of keysOf(languageWords)) {
  for (const word of new Set(languageWords[language].split(' ')))
    speakers.set(word, [...(speakers.get(word) ?? []), language]);
}

/** The language of a text, from its first 20,000 signs; nothing when it is too short, too mixed, or a near relative could be it too. */
export function languageOf(text: string): Language | undefined {
  const part = text.slice(0, 20_000);
  const letters = part.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return undefined;
  for (const [language, pattern] of scripts) {
    const count = part.match(pattern)?.length ?? 0;
    if (count / letters >= (least[language] ?? 0.5)) return language;
  }
  return bySmallWords(part.toLowerCase());
}

type Hits = Map<string, number>;

function bySmallWords(text: string): Language | undefined {
  const words = text.match(/[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)?/gu) ?? [];
  const letters = text.match(/[^\0-\x7f]/gu) ?? [];
  const hits = new Map<Language, Hits>();
  for (const sign of [...words, ...letters.map((letter) => `#${letter}`)])
    for (const language of speakers.get(sign) ?? []) note(hits, language, sign);
  const [first, ...others] = [...hits].toSorted(([, a], [, b]) => sum(b) - sum(a));
  if (first === undefined) return undefined;
  return others.every(([, other]) => isClear(first[1], other)) ? first[0] : undefined;
}

function note(hits: Map<Language, Hits>, language: Language, sign: string): void {
  const mine = hits.get(language) ?? new Map<string, number>();
  mine.set(sign, (mine.get(sign) ?? 0) + 1);
  hits.set(language, mine);
}

function sum(hits: Hits): number {
  return [...hits.values()].reduce((total, count) => total + count, 0);
}

// Only what one language has and the other has not speaks between the two.
function isClear(mine: Hits, other: Hits): boolean {
  const own = sumWithout(mine, other);
  return own > 0 && own > 1.5 * sumWithout(other, mine);
}

function sumWithout(hits: Hits, other: Hits): number {
  return [...hits].reduce((total, [sign, count]) => total + (other.has(sign) ? 0 : count), 0);
}
