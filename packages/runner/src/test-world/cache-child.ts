// Fills a cache beside other processes: node cache-child.ts <root> <name> <answers>
import { openResponseCache } from '../cache/open-response-cache.ts';

const [root = '.', name = 'x', answers = '10'] = process.argv.slice(2);
const cache = openResponseCache(root, {
  mode: 'use',
  now: () => new Date('2026-11-20T11:05:12.000Z'),
});
cache.onNote((code, message) => process.stderr.write(`${code}: ${message}\n`));
for (let index = 0; index < Number(answers); index += 1) {
  const request = `${name} ${index}`;
  cache.keep(request, { output: { text: `answer of ${request}`, finish: 'stop' }, durationMs: 1 });
}
cache.close();
