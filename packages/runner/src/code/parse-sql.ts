import { DatabaseSync } from 'node:sqlite';

import { messageOf } from '../files/message-of.ts';

/**
 * Says why a text is no SQL in SQLite's dialect; `undefined` when it is. The text is compiled and never run.
 * Tables that do not exist here are no mistake in the text.
 */
export function parseSql(text: string, _dialect: 'sqlite'): string | undefined {
  if (text.trim() === '') return 'The text is empty';
  const database = new DatabaseSync(':memory:', { allowExtension: false });
  try {
    let rest = text;
    while (rest.trim() !== '') {
      const { sourceSQL } = database.prepare(rest);
      if (sourceSQL === '') break;
      rest = rest.slice(sourceSQL.length);
    }
    return undefined;
  } catch (error) {
    const message = messageOf(error);
    return namesOnly.test(message) ? undefined : message;
  } finally {
    database.close();
  }
}

const namesOnly =
  /^(no such (table|column|function|module|collation sequence|view|index|trigger)|unknown database)/;
