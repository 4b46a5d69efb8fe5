/** Programs that do the bare minimum of the same work: what nobody can be faster than with the same libraries. */
export const floors: Readonly<Record<string, string>> = {
  'commander.mjs': `
import { Command } from 'commander';
new Command('bare').version('0.0.0').option('--json').command('run').parent.parse();
`,
  'sdk-loop.mjs': `
import OpenAI from 'openai';
const [url, many, atOnce] = process.argv.slice(2);
const client = new OpenAI({ baseURL: url, apiKey: 'k', maxRetries: 0 });
const ask = (content) => client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content }] });
let next = 0, right = 0;
const work = async () => {
  while (next < many) {
    const at = next++;
    const answer = await ask('case ' + at);
    if (answer.choices[0].message.content === 'yes') right++;
  }
};
await Promise.all(Array.from({ length: Number(atOnce) }, work));
console.log(right);
`,
  'thin-sdk-loop.mjs': `
import OpenAI from 'openai';
import { Agent, request } from 'undici';
const [url, many, atOnce] = process.argv.slice(2);
const dispatcher = new Agent({ connections: Number(atOnce) });
const fetch = async (to, { method, headers, body, signal }) => {
  const answer = await request(to, { dispatcher, method, body, signal, headers: Object.fromEntries(new Headers(headers)) });
  return new Response(await answer.body.text(), { status: answer.statusCode, headers: answer.headers });
};
const client = new OpenAI({ baseURL: url, apiKey: 'k', maxRetries: 0, fetch });
const ask = (content) => client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content }] });
let next = 0, right = 0;
const work = async () => {
  while (next < many) {
    const at = next++;
    const answer = await ask('case ' + at);
    if (answer.choices[0].message.content === 'yes') right++;
  }
};
await Promise.all(Array.from({ length: Number(atOnce) }, work));
console.log(right);
await dispatcher.close();
`,
  'undici-loop.mjs': `
import { Pool } from 'undici';
const [url, many, atOnce] = process.argv.slice(2);
const { origin, pathname } = new URL(url);
const pool = new Pool(origin, { connections: Number(atOnce) });
const headers = { 'content-type': 'application/json', authorization: 'Bearer k' };
const ask = async (content) => {
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content }] });
  const answer = await pool.request({ method: 'POST', path: pathname + '/chat/completions', headers, body });
  return answer.body.json();
};
let next = 0, right = 0;
const work = async () => {
  while (next < many) {
    const at = next++;
    const answer = await ask('case ' + at);
    if (answer.choices[0].message.content === 'yes') right++;
  }
};
await Promise.all(Array.from({ length: Number(atOnce) }, work));
console.log(right);
await pool.close();
`,
  'recorded-loop.mjs': `
import { readFileSync, writeFileSync } from 'node:fs';
const [cases, outputs, to] = process.argv.slice(2);
const rows = (file) => readFileSync(file, 'utf8').split('\\n').filter(Boolean).map((line) => JSON.parse(line));
const expected = new Map(rows(cases).map((row) => [row.id, String(row.expected ?? row.answer)]));
const lines = rows(outputs).map(({ case_id, output }) =>
  JSON.stringify({ case: case_id, output, value: output?.includes(expected.get(case_id)) ? 1 : 0 }),
);
writeFileSync(to, lines.join('\\n'));
console.log(lines.length);
`,
};
