import type { CodeResult, Opinion, ScorerPorts, Subject } from '@pawl/core';
import { z } from 'zod';

import { durationSchema, toMilliseconds } from '../run/duration.ts';
import { defineScorer, type Scorer } from '../shape/define-scorer.ts';
import { quote, scored, unscored } from '../shape/opinion.ts';
import { unfence } from '../text/fenced.ts';

/** Options of `code`. */
export interface CodeOptions {
  /** Name of the file that the output's code is written to. */
  readonly file: string;
  /** Command that tests it; exit code 0 is right. */
  readonly command: readonly string[];
  /** Other files beside it: tests, say. */
  readonly files?: Readonly<Record<string, string>>;
  /** Languages of the fenced block that counts. */
  readonly languages?: readonly string[];
  readonly timeout?: number | string;
  readonly memoryMb?: number;
  readonly maxOutputBytes?: number;
}

const plainPath = z
  .string()
  .regex(/^[\w.-]+(?:\/[\w.-]+)*$/, 'a path inside the folder, as tests/a.py')
  .refine((path) => !path.split('/').includes('..'), 'a path inside the folder');

const options: z.ZodType<CodeOptions> = z.strictObject({
  file: plainPath.describe("file that the output's code is written to, as solution.py"),
  command: z
    .array(z.string())
    .min(1)
    .readonly()
    .describe('command and arguments, never a shell line'),
  files: z
    .record(plainPath, z.string())
    .describe('other files beside it, as { test.py: "…" }')
    .exactOptional(),
  languages: z
    .array(z.string().min(1))
    .readonly()
    .describe('languages of the fenced block that counts; default: any')
    .exactOptional(),
  timeout: durationSchema.describe('default 10s').exactOptional(),
  memoryMb: z.int().min(16).describe('default 512').exactOptional(),
  maxOutputBytes: z.int().min(1).describe('default 65536').exactOptional(),
});

const anyLanguage = [
  'python',
  'py',
  'javascript',
  'js',
  'typescript',
  'ts',
  'bash',
  'sh',
  'c',
  'cpp',
  'c++',
];
const moreLanguages = [
  'java',
  'go',
  'rust',
  'rs',
  'ruby',
  'rb',
  'php',
  'sql',
  'kotlin',
  'swift',
  'r',
];

/** Runs the output's code against a test command. It executes what a model wrote: only in sets with `allowCode`. */
export const code: Scorer<CodeOptions, Opinion | Promise<Opinion>> = defineScorer({
  type: 'code',
  summary:
    "The output's code passes the test command (exit code 0), run in a confined temporary folder.",
  options,
  needs: ['runCode'],
  example: {
    options: {
      file: 'solution.py',
      command: ['python3', 'test.py'],
      files: { 'test.py': 'import solution' },
    },
    output: '```python\nprint(1)\n```',
  },
  prepare: (given) => (subject, ports) => runTests(given, subject, ports),
});

async function runTests(
  given: CodeOptions,
  { output }: Subject,
  ports: ScorerPorts,
): Promise<Opinion> {
  if (ports.runCode === undefined) return unscored('Running code is not available here');
  const source = unfence(output.text, given.languages ?? [...anyLanguage, ...moreLanguages]);
  if (source === '') return scored(0, 'the output has no code');
  const request = {
    files: { ...given.files, [given.file]: `${source}\n` },
    command: given.command,
    timeoutMs: toMilliseconds(given.timeout ?? 10_000),
    memoryMb: given.memoryMb ?? 512,
    maxOutputBytes: given.maxOutputBytes ?? 65_536,
  };
  const signal = ports.signal === undefined ? {} : { signal: ports.signal };
  return toOpinion(await ports.runCode(request, signal), request.timeoutMs);
}

function toOpinion(result: CodeResult, timeoutMs: number): Opinion {
  const metadata =
    result.notIsolated.length === 0 ? undefined : { notIsolated: result.notIsolated };
  if (result.timedOut) return scored(0, `not finished after ${timeoutMs} ms`, metadata);
  if (result.exitCode === 0) return scored(1, undefined, metadata);
  const end =
    result.exitCode === undefined
      ? `signal ${result.signal ?? '?'}`
      : `exit code ${result.exitCode}`;
  const said = (result.stderr.trim() === '' ? result.stdout : result.stderr).trim();
  return scored(0, `${end}: ${quote(said.slice(-300), 300)}`, metadata);
}
