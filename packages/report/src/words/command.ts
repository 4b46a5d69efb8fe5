import { code, type Phrase } from '../phrase.ts';

/** A command that can be copied: words of others in it are quoted for a shell. */
export function command(text: TemplateStringsArray, ...values: readonly string[]): Phrase {
  return code(text.map((part, index) => part + shellWord(values[index])).join(''));
}

/** A word for a shell, quoted where it must be; nothing for nothing. */
export function shellWord(value: string | undefined): string {
  if (value === undefined) return '';
  if (/^[\w.@:/][\w.@:/-]*$/.test(value) || value === '<run>') return value;
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
