import { expect, test } from 'vitest';

import { commandList } from './command-list.ts';
import { readYaml } from './read-yaml.ts';

test.each([
  ['python3 src/reply.py', '[python3, src/reply.py]', ['python3', 'src/reply.py']],
  ['node x --port=3 -u', '[node, x, --port=3, -u]', ['node', 'x', '--port=3', '-u']],
  ['sleep 5 true', '[sleep, "5", "true"]', ['sleep', '5', 'true']],
  ['node @scope/x a,b', '[node, "@scope/x", "a,b"]', ['node', '@scope/x', 'a,b']],
  ['cat "a b" | wc', String.raw`[sh, -c, "cat \"a b\" | wc"]`, ['sh', '-c', 'cat "a b" | wc']],
])('%s is the list %s', (line, written, words) => {
  expect(commandList(line)).toBe(written);
  expect(readYaml(written, 'x.yaml').value).toEqual(words);
});
