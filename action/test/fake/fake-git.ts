import { execFileSync } from 'node:child_process';

import { fields } from './call.ts';
import type { Answer, Routed } from './call.ts';

const missing: Answer = { status: 404, body: { message: 'Not Found' } };

/** GitHub's git operations over a real bare repository. */
export class FakeGit {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** Runs git in the repository. */
  run(args: readonly string[], input?: string): string {
    const identity = { GIT_AUTHOR_NAME: 'bot', GIT_AUTHOR_EMAIL: 'bot@example.com' };
    const env = {
      ...process.env,
      ...identity,
      GIT_COMMITTER_NAME: 'bot',
      GIT_COMMITTER_EMAIL: 'bot@example.com',
    };
    return execFileSync('git', ['-C', this.#dir, ...args], {
      encoding: 'utf8',
      env,
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'ignore'],
      ...(input === undefined ? {} : { input }),
    }).trimEnd();
  }

  answer(call: Routed, rest: string): Answer {
    switch (`${call.method} ${rest}`) {
      case 'GET /git/ref/{ref}':
        return this.#ref(call);
      case 'GET /git/matching-refs/{ref}':
        return this.#matching(call);
      case 'POST /git/refs':
        return this.#createRef(call);
      case 'GET /git/blobs/{file_sha}':
        return this.#blob(call);
      case 'POST /git/trees':
        return this.#createTree(call);
      case 'GET /git/trees/{tree_sha}':
        return this.#tree(call);
      case 'POST /git/commits':
        return this.#createCommit(call);
      case 'GET /git/commits/{commit_sha}':
        return this.#commit(call, call.parameters['commit_sha'] ?? '', '200');
      case 'GET /commits':
        return this.#commits(call);
      default:
        return this.#compare(call);
    }
  }

  #ask(args: readonly string[]): string | undefined {
    try {
      return this.run(args);
    } catch {
      return undefined;
    }
  }

  #ref(call: Routed): Answer {
    const ref = `refs/${call.parameters['ref']}`;
    const sha = this.#ask(['rev-parse', '--verify', '-q', ref]);
    if (sha === undefined) return missing;
    return { status: 200, body: refBody(ref, sha) };
  }

  #matching(call: Routed): Answer {
    const prefix = `refs/${call.parameters['ref']}`;
    const lines = this.run(['for-each-ref', '--format=%(refname) %(objectname)']).split('\n');
    const body = lines.flatMap((line) => {
      const [ref = '', sha = ''] = line.split(' ');
      return ref.startsWith(prefix) ? [refBody(ref, sha)] : [];
    });
    return { status: 200, body };
  }

  #createRef(call: Routed): Answer {
    const { ref, sha } = fields(call.body);
    const zero = '0'.repeat(40);
    if (this.#ask(['update-ref', String(ref), String(sha), zero]) === undefined) {
      return { status: 422, body: { message: 'Reference already exists', documentation_url: 'x' } };
    }
    return { status: 201, body: refBody(String(ref), String(sha)) };
  }

  #blob(call: Routed): Answer {
    const sha = call.parameters['file_sha'] ?? '';
    const size = this.#ask(['cat-file', '-s', sha]);
    if (size === undefined) return missing;
    const content = execFileSync('git', ['-C', this.#dir, 'cat-file', 'blob', sha], {
      maxBuffer: 1 << 28,
    });
    const body = { sha, url: 'x', node_id: 'x', size: Number(size), encoding: 'base64' };
    return { status: 200, body: { ...body, content: content.toString('base64') } };
  }

  #createTree(call: Routed): Answer {
    const { tree } = fields(call.body);
    const entries = Array.isArray(tree) ? tree.map(fields) : [];
    const lines = entries.map(({ mode, type, content, path }) => {
      const sha = this.run(['hash-object', '-w', '--stdin'], String(content));
      return `${String(mode)} ${String(type)} ${sha}\t${String(path)}\n`;
    });
    const sha = this.run(['mktree'], lines.join(''));
    return { status: 201, body: { ...fields(call.operation.sample('201')), sha } };
  }

  #tree(call: Routed): Answer {
    const recursive = call.query.some(([key]) => key === 'recursive') ? ['-r', '-t'] : [];
    const tree = call.parameters['tree_sha'] ?? '';
    const text = this.#ask(['ls-tree', '-l', '-z', ...recursive, tree]);
    if (text === undefined) return missing;
    const entries = text.split('\0').filter((line) => line !== '');
    const body = { sha: tree, url: 'x', truncated: false, tree: entries.map(treeEntry) };
    return { status: 200, body };
  }

  #createCommit(call: Routed): Answer {
    const { message, tree, parents } = fields(call.body);
    const list = Array.isArray(parents) ? parents.flatMap((parent) => ['-p', String(parent)]) : [];
    const sha = this.run(['commit-tree', String(tree), ...list, '-m', String(message)]);
    return this.#commit(call, sha, '201');
  }

  #commit(call: Routed, commit: string, status: '200' | '201'): Answer {
    const text = this.#ask(['show', '-s', '--format=%H%n%T%n%P%n%cI%n%B', commit]);
    if (text === undefined) return missing;
    const [sha = '', tree = '', parents = '', date = '', ...message] = text.split('\n');
    const sampled = fields(call.operation.sample(status));
    const body = {
      ...sampled,
      sha,
      message: message.join('\n'),
      tree: { sha: tree, url: 'x' },
      parents: parents
        .split(' ')
        .filter((one) => one !== '')
        .map((one) => ({ sha: one, url: 'x', html_url: 'x' })),
      committer: { date, email: 'x', name: 'x' },
    };
    return { status: Number(status), body };
  }

  #commits(call: Routed): Answer {
    const asked = (name: string): string => call.query.find(([key]) => key === name)?.[1] ?? '';
    const format = '--format=%H %T %P';
    const text = this.#ask(['log', '-n', asked('per_page'), format, asked('sha'), '--']);
    if (text === undefined) return missing;
    const body = text.split('\n').map((line) => {
      const [sha = '', tree = '', ...parents] = line.split(' ');
      const sampled = fields(call.operation.sampleItem());
      const commit = { ...fields(sampled['commit']), tree: { sha: tree, url: 'x' } };
      return { ...sampled, sha, commit, parents: parents.map((one) => ({ sha: one, url: 'x' })) };
    });
    return { status: 200, body };
  }

  #compare(call: Routed): Answer {
    const [base = '', head = ''] = (call.parameters['basehead'] ?? '').split('...');
    const sha = this.#ask(['merge-base', base, head]);
    if (sha === undefined) return missing;
    const sampled = fields(call.operation.sample('200'));
    const body = {
      ...sampled,
      merge_base_commit: { ...fields(sampled['merge_base_commit']), sha },
    };
    return { status: 200, body };
  }
}

function refBody(ref: string, sha: string): unknown {
  return { ref, node_id: 'x', url: 'x', object: { type: 'commit', sha, url: 'x' } };
}

function treeEntry(line: string): unknown {
  const [head = '', path = ''] = line.split('\t');
  const [mode = '', type = '', sha = '', size = ''] = head.split(/ +/);
  const base = { path, mode, type, sha, url: 'x' };
  return type === 'blob' ? { ...base, size: Number(size) } : base;
}
