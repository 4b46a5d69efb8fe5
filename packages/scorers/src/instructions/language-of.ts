/** Languages that can be told apart without a model: by script, or by their most frequent small words. */
export const languages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'sv',
  'pl',
  'tr',
  'ru',
  'uk',
  'el',
  'he',
  'ar',
  'fa',
  'hi',
  'bn',
  'ta',
  'te',
  'th',
  'ko',
  'ja',
  'zh',
] as const;

/** One of `languages`. */
export type Language = (typeof languages)[number];

const scripts: readonly (readonly [Language, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['uk', /[іїєґІЇЄҐ]/g],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['fa', /[پچژگ]/g],
  ['ar', /\p{Script=Arabic}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['bn', /\p{Script=Bengali}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['te', /\p{Script=Telugu}/gu],
  ['th', /\p{Script=Thai}/gu],
];

// How much of the text may be of other scripts: Japanese is partly Han, Ukrainian mostly common Cyrillic.
const least: Readonly<Partial<Record<Language, number>>> = { ja: 0.05, uk: 0.02, fa: 0.01 };

const smallWords: Readonly<Partial<Record<Language, string>>> = {
  en: 'the of and to in is that it for was with as on are be this you not have from they which will your at or an',
  de: 'der die und das ist nicht ein eine zu den mit von auf für sich im dem des sie werden auch wir sind wird bei ich aus',
  fr: "le la les et des est une un pas que qui dans pour vous nous sur avec plus ce ne au du sont cette être c'est ou mais",
  es: 'el la los las que y de en un una es por con para no se su del al lo como más pero está son muy este',
  it: 'il la che di e è un una per non con sono del della si da le gli dei nel più come anche questo ma',
  pt: 'o a os as que e de do da em um uma para com não se por mais dos das como mas foi são está você isso',
  nl: 'de het een en van is dat niet te op in zijn voor met die aan er ook maar als bij wordt naar wij u',
  sv: 'och att det som en är på av för med den till inte har om ett vi jag kan men så var från eller',
  pl: 'i w nie na się z do to jest że jak o co po dla ale od są przez tak czy może już być oraz',
  tr: 've bir bu için ile de da ne çok en gibi daha olarak var olan değil ama kadar her şey ben sen o',
};

const words = new Map(
  Object.entries(smallWords).map(([language, list]) => [language, new Set(list.split(' '))]),
);

/** The language of a text, from its first 20,000 signs; nothing when it is too short or too mixed to tell. */
export function languageOf(text: string): Language | undefined {
  const part = text.slice(0, 20_000);
  const letters = part.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return undefined;
  for (const [language, pattern] of scripts) {
    const count = part.match(pattern)?.length ?? 0;
    if (count / letters >= (least[language] ?? 0.5)) return language;
  }
  return bySmallWords(part);
}

function bySmallWords(text: string): Language | undefined {
  const tokens = text.toLowerCase().match(/\p{L}+(?:['’]\p{L}+)?/gu) ?? [];
  const hits = languages
    .map((language) => ({
      language,
      hits: tokens.filter((token) => words.get(language)?.has(token)).length,
    }))
    .toSorted((a, b) => b.hits - a.hits);
  const [first, second] = hits;
  if (first === undefined || first.hits === 0 || first.hits === second?.hits) return undefined;
  return first.language;
}
