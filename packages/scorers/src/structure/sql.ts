import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { quote, scored, unscored, verdictOf } from '../shape/opinion.ts';
import { unfence } from '../text/fenced.ts';

/** Options of `sql`. */
export interface SqlOptions {
  readonly dialect?: 'sqlite';
}

const options: z.ZodType<SqlOptions> = z.strictObject({
  dialect: z.enum(['sqlite']).describe('sqlite (default)').exactOptional(),
});

const longest = 100_000;

/** Whether the output (or its fenced block) is SQL that the database's own parser accepts. */
export const sql: Scorer<SqlOptions> = defineScorer({
  type: 'sql',
  summary: "The output (or its fenced block) is SQL that the database's own parser accepts.",
  options,
  short: shortFor('dialect'),
  needs: ['parseSql'],
  example: { options: {}, output: 'SELECT name FROM users;' },
  prepare:
    ({ dialect = 'sqlite' }) =>
    ({ output }, { parseSql }) => {
      if (parseSql === undefined) return unscored('No SQL parser is available here');
      const text = unfence(output.text, ['sql', 'sqlite']);
      if (text.length > longest) return unscored('The output is too long to be read as SQL');
      if (text === '') return scored(0, 'the output is empty');
      const mistake = parseSql(text, dialect);
      return verdictOf(mistake === undefined, `${mistake ?? ''} in ${quote(text)}`);
    },
});
