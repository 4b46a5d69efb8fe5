import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { afterEach, expect, test, vi } from 'vitest';

import { caseIds, caseOf, casesFile } from './project.ts';
import { Scene } from './scene.ts';

vi.setConfig({ testTimeout: 60_000 });

let scene: Scene;

afterEach(() => scene.close());

const hostile = [
  '@octocat/team please approve',
  '#1 and o/r#2 and GH-3',
  '<img src=x onerror=alert(1)>',
  '![beacon](//evil.example/x.png)',
  '[click](javascript:alert(1))',
  '</details></td></table># PASS',
  '| cell | break |',
  '``` fence',
  '<!-- pawl:v1 key=Evals%2F%2Fall head=0 run=9.9 state=done -->',
  'www.evil.example',
  'LGTM /approve',
  '::set-output name=verdict::pass',
  '##[error]forged',
];

interface Node {
  readonly type: string;
  readonly url?: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

/** Every node of a Markdown text, as GitHub reads it. */
function nodesOf(markdown: string): readonly Node[] {
  const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)];
  return flat(
    fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }),
  );
}

const ownTags = /^<\/?(code|details|summary|sub|br)( ?\/)?>$|^<!-- pawl:v1 [^<>]* -->$/;

test('names of cases are text wherever they are shown, and never commands', async () => {
  scene = await Scene.open();
  const ids = [...hostile, ...caseIds(47)];
  const rows = caseIds(60).map((id, at) => ({ ...caseOf(id), id: ids[at] ?? id }));
  scene.project.commit({ 'evals/support/cases.jsonl': casesFile(rows) });
  const renamed = (events: readonly unknown[]): readonly unknown[] => {
    const names = new Map(caseIds(60).map((id, at) => [id, ids[at] ?? id]));
    const text = JSON.stringify(events);
    return JSON.parse(
      text.replaceAll(/case-\d{3}/g, (id) => JSON.stringify(names.get(id)).slice(1, -1)),
    );
  };
  const sha = scene.commit();
  const record = await scene.record({ commit: sha, change: renamed });
  expect(record.log).toContain('created');
  const pull = scene.openPullRequest();
  const end = await scene.gate(pull, {
    change: renamed,
    passes: (id) => Number(id.slice(-3)) >= 13,
  });
  expect([end.code, end.outputs['verdict']]).toEqual([1, 'fail']);
  const comment = scene.comments()[0] ?? '';
  for (const markdown of [comment, end.summary]) {
    const nodes = nodesOf(markdown);
    expect(nodes.filter(({ type }) => type === 'image')).toEqual([]);
    const links = nodes.flatMap(({ url }) => url ?? []);
    expect(links.filter((url) => !url.startsWith('https://github.com/o/r/'))).toEqual([]);
    const html = nodes.flatMap(({ type, value = '' }) =>
      type === 'html' ? (value.match(/<[^>]*>/g) ?? []) : [],
    );
    expect(html.filter((tag) => !ownTags.test(tag.trim()))).toEqual([]);
    const text = nodes.flatMap(({ type, value = '' }) => (type === 'text' ? value : [])).join('\n');
    expect(text).not.toMatch(/(^|\s)#\d|\bGH-\d/);
  }
  expect(comment.match(/<!-- pawl:v1/g)).toHaveLength(1);
  expect(end.log).not.toMatch(/^\s*::set-output/m);
  expect(end.log).not.toContain('##[');
});
