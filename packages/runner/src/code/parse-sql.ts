import { DatabaseSync } from 'node:sqlite';

import { messageOf } from '../files/message-of.ts';

/**
 * Says why a text is no SQL in SQLite's dialect; `undefined` when it is. The text is compiled and never run.
 * Tables that do not exist here are no mistake in the text.
 */
export function parseSql(text: string, _dialect: 'sqlite'): string | undefined {
  const database = new DatabaseSync(':memory:', { allowExtension: false });
  try {
    if (text.trim() === '') return 'The text is empty';
    database.prepare(text);
    return undefined;
  } catch (error) {
    const message = messageOf(error);
    return namesOnly.test(message) ? undefined : message;
  } finally {
    database.close();
  }
}

const namesOnly = /^no such (table|column|function|module|collation sequence|view|index|trigger)/;
