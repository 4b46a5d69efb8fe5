/** Tells what a run of vitest's did: on stdout how many tests passed and how many did not, on stderr which, and why. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

interface TestRun {
  readonly numPassedTests: number;
  readonly testResults: readonly TestFile[];
}

interface TestFile {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly Test[];
}

interface Test {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages?: readonly string[];
}

const [, , path = ''] = process.argv;
const { numPassedTests, testResults }: TestRun = JSON.parse(readFileSync(path, 'utf8'));
const failures = testResults.flatMap(failuresOf);
for (const failure of failures) console.error(failure);
console.log(numPassedTests, failures.length);

/** A skipped test is one that did not pass; a file that could not be loaded counts as one. */
function failuresOf({ name, status, message, assertionResults }: TestFile): string[] {
  const file = relative('.', name);
  const failed = assertionResults.filter((test) => test.status !== 'passed');
  if (failed.length === 0 && status === 'failed') return [`✗ ${file}: ${message}`];
  return failed.map((test) => `✗ ${file}: ${test.fullName}\n${reasonOf(test)}`);
}

function reasonOf({ status, failureMessages = [] }: Test): string {
  const lines = failureMessages.join('\n').split('\n');
  const own = lines.filter((line) => !line.includes('/node_modules/'));
  return own.length === 0 ? status : own.join('\n').slice(0, 2000);
}
