import { eastAsianWidth } from 'get-east-asian-width';

// Letters of the West, and the dashes, arrows, lines and marks that our own output is made of.
const narrow = /^[\x20-\x7e\u{a1}-\u{ac}\u{ae}-\u{2ff}‐-‧‰-⁞←-⇿─-▟■-◼✓✗]*$/u;

/** Columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  for (const segment of charactersOf(text.toWellFormed())) width += columnsOf(segment);
  return width;
}

/** The characters of a text as people count them. */
export function* charactersOf(text: string): Generator<string> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(text)) yield segment;
}

/** Made when a text needs it, as it takes as long as reading a project. */
let segmenter: Intl.Segmenter | undefined;

const joiner = '\u{200d}';

function columnsOf(character: string): number {
  forms ??= makeForms();
  const { isVisible, hangul, emoji, joinedEmoji, textEmoji } = forms;
  const start = character.search(isVisible);
  if (start === -1) return 0;
  const shown = character.slice(start);
  if (hangul.test(character)) return eastAsianWidth(character.codePointAt(0) ?? 0); // one block, of several signs
  if (textEmoji.test(shown)) return 1;
  if (emoji.test(shown) || joinedEmoji.test(shown)) return 2;
  const [joined = ''] = shown.split(joiner);
  return Array.from(joined)
    .filter((sign) => isVisible.test(sign))
    .reduce((sum, sign) => sum + eastAsianWidth(sign.codePointAt(0) ?? 0), 0);
}

let forms: ReturnType<typeof makeForms> | undefined;

/** Made when a text needs them: classes of Unicode take longer to make than all else at the start of a command. */
function makeForms() {
  const invisible = String.raw`\p{Default_Ignorable_Code_Point}\p{Control}\p{Enclosing_Mark}\p{Nonspacing_Mark}`;
  const signs = String.raw`\u{600}-\u{605}\u{6DD}\u{890}\u{891}\u{8E2}\u{110BD}\u{110CD}`; // take a column, though format
  return {
    isVisible: new RegExp(String.raw`[^${invisible}[\p{Format}--[${signs}]]]`, 'v'),
    hangul: /^\p{Script=Hangul}/v,
    emoji: new RegExp(
      String.raw`^(?:\p{RGI_Emoji}|\p{Regional_Indicator}{1,2}|[\d#*]\u{FE0F})`,
      'v',
    ),
    joinedEmoji: new RegExp(String.raw`\u{200D}\p{Extended_Pictographic}`, 'v'),
    textEmoji: new RegExp(
      String.raw`^[\p{Emoji_Presentation}--[\u{10000}-\u{10FFFF}]]\u{FE0E}`,
      'v',
    ),
  };
}
