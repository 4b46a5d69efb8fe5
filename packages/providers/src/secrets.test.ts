import { describe, expect, test } from 'vitest';

import { excerpt } from './excerpt.ts';
import { fillVariables, maskSecrets, secretsOf, variablesIn } from './secrets.ts';
import { aTarget } from './targets.fixture.ts';

const env = { OPENAI_API_KEY: 'sk-open', LLAMA_KEY: 'sk-llama', TOKEN: 'tok', EMPTY: '' };

describe('secretsOf', () => {
  test('a model target reads its vendor’s variable, or the one that it names', () => {
    const openai = aTarget({ provider: 'openai', model: 'm' });
    expect(secretsOf(openai, env)).toEqual(['sk-open']);
    expect(secretsOf({ ...openai, apiKeyEnv: 'LLAMA_KEY' }, env)).toEqual(['sk-llama']);
  });

  test('a service’s headers and a program’s variables name theirs', () => {
    const headers = { authorization: 'Bearer $TOKEN', 'x-empty': '${EMPTY}', accept: '*/*' };
    expect(secretsOf(aTarget({ provider: 'http', url: 'http://x', headers }), env)).toEqual([
      'tok',
    ]);
    const command = aTarget({ provider: 'command', command: ['x'], env: { A: '$TOKEN' } });
    expect(secretsOf(command, env)).toEqual(['tok']);
  });

  test('what is recorded needs none', () => {
    expect(secretsOf(aTarget({ provider: 'recorded', outputs: 'x.jsonl' }), env)).toEqual([]);
  });
});

describe('variables in text', () => {
  test('are found and filled in both spellings', () => {
    expect(variablesIn('$A-${B} costs 5$')).toEqual(['A', 'B']);
    expect(fillVariables('$A-${B}-$C', { A: 'a', B: 'b' })).toBe('a-b-');
  });
});

describe('maskSecrets', () => {
  const secret = 'sk-canary/"+=42';

  test.each([
    ['as it is', secret],
    ['URL-encoded', encodeURIComponent(secret)],
    ['JSON-escaped', JSON.stringify(secret)],
    ['in base64', Buffer.from(secret).toString('base64')],
  ])('hides a secret %s', (_, form) => {
    const masked = maskSecrets(`before ${form} after`, [secret]);
    expect(masked).toContain('***');
    expect(masked).not.toContain(form.replaceAll('"', '').replace(/=+$/, ''));
  });
});

test('a secret that an excerpt cut in the middle is hidden as well', () => {
  const secret = 'sk-canary-1234567890';
  const message = excerpt(`the key is ${secret}`, 24);
  expect(message).toContain('sk-canary-');
  expect(maskSecrets(message, [secret])).toBe('the key is ***…');
});

describe('excerpt', () => {
  test('cuts between characters, not inside one', () => {
    expect(excerpt('😀'.repeat(300), 3)).toBe('😀😀😀…');
  });

  test('shows bidirectional and control characters as escapes', () => {
    expect(excerpt('a\u202Eb\u0000c\nd')).toBe('a\\u{202e}b\\u{0}c\\nd');
  });
});
