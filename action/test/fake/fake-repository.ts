import { fields } from './call.ts';
import type { Answer, Call, Routed } from './call.ts';
import { FakeComments } from './fake-comments.ts';
import { FakeGit } from './fake-git.ts';
import { FakeIssues } from './fake-issues.ts';

/** What the repository is like. */
export interface RepositoryOptions {
  /** A bare repository with the commits that GitHub knows. */
  readonly gitDir: string;
  /** What the token may do; left out: everything. */
  readonly permissions?: readonly Permission[];
  /** The name the token writes under. */
  readonly login?: string;
}

/** One thing that a token may do. */
type Permission = 'pull-requests' | 'issues' | 'checks' | 'contents' | 'actions-read';

/** A review as a test plants it. */
export interface PlantedReview {
  readonly login: string;
  readonly state: string;
  readonly commit: string;
}

const forbidden: Answer = {
  status: 403,
  body: {
    message: 'Resource not accessible by integration',
    documentation_url: 'x',
    status: '403',
  },
};

/** One repository: comments, checks, reviews and a real git directory behind the git operations. */
export class FakeRepository {
  readonly comments: FakeComments;
  readonly issues: FakeIssues;
  readonly git: FakeGit;
  readonly checks: Record<string, unknown>[] = [];
  readonly reviews: PlantedReview[] = [];
  /** Runs that are under way, by head SHA. */
  readonly runsUnderWay = new Map<string, string>();
  readonly permissionOf = new Map<string, string>();
  headSha = '0'.repeat(40);
  readonly #options: RepositoryOptions;
  readonly #login: string;

  constructor(options: RepositoryOptions) {
    this.#options = options;
    this.#login = options.login ?? 'github-actions[bot]';
    this.comments = new FakeComments(this.#login);
    this.issues = new FakeIssues(this.#login);
    this.git = new FakeGit(options.gitDir);
  }

  graphql({ body }: Call): Answer {
    const query = text(body, 'query');
    if (query.includes('viewer'))
      return { status: 200, body: { data: { viewer: { login: this.#login } } } };
    const id = text(fieldOf(body, 'variables'), 'id');
    return { status: 200, body: { data: { node: this.comments.history(id) } } };
  }

  async answer(call: Routed): Promise<Answer> {
    if (!this.#mayDo(call)) return forbidden;
    const { path, method } = call.operation;
    const rest = path.slice('/repos/{owner}/{repo}'.length);
    if (rest.startsWith('/git/') || rest.startsWith('/compare/') || rest === '/commits')
      return this.git.answer(call, rest);
    if (rest === '/issues' || rest === '/issues/{issue_number}')
      return this.issues.answer(call, rest);
    if (rest.startsWith('/issues/')) return this.comments.answer(call, rest);
    if (rest.startsWith('/check-runs')) return this.#check(call, method);
    if (rest.startsWith('/collaborators/')) return this.#permission(call);
    if (rest === '/actions/runs') return this.#runs(call);
    if (rest === '/pulls/{pull_number}') return this.#pull(call);
    return this.#reviews(call);
  }

  #mayDo({ operation }: Routed): boolean {
    const allowed = this.#options.permissions ?? [
      'pull-requests',
      'issues',
      'checks',
      'contents',
      'actions-read',
    ];
    const { method, path } = operation;
    if (path.endsWith('/actions/runs')) return allowed.includes('actions-read');
    if (method === 'GET') return true;
    if (path.endsWith('/issues') || path.endsWith('/issues/{issue_number}'))
      return allowed.includes('issues');
    if (path.includes('/issues/')) return allowed.includes('pull-requests');
    if (path.includes('/check-runs')) return allowed.includes('checks');
    return allowed.includes('contents');
  }

  #check(call: Routed, method: string): Answer {
    const given = fields(call.body);
    if (method === 'POST') {
      this.checks.push({ ...given });
      const body = { ...fields(call.operation.sample('201')), id: this.checks.length };
      return { status: 201, body };
    }
    const id = Number(call.parameters['check_run_id']);
    Object.assign(this.checks[id - 1] ?? {}, given);
    return { status: 200, body: { ...fields(call.operation.sample('200')), id } };
  }

  #permission(call: Routed): Answer {
    const permission = this.permissionOf.get(call.parameters['username'] ?? '') ?? 'read';
    const body = { ...fields(call.operation.sample('200')), permission, role_name: permission };
    return { status: 200, body };
  }

  #runs(call: Routed): Answer {
    const sha = call.query.find(([key]) => key === 'head_sha')?.[1] ?? '';
    const name = this.runsUnderWay.get(sha);
    const item =
      name === undefined
        ? []
        : [{ ...workflowRun(call), name, status: 'in_progress', head_sha: sha }];
    return { status: 200, body: { total_count: item.length, workflow_runs: item } };
  }

  #pull(call: Routed): Answer {
    const pull = fields(call.operation.sample('200'));
    const head = { ...fields(pull['head']), sha: this.headSha };
    const base = { ...fields(pull['base']), ref: 'main' };
    const number = Number(call.parameters['pull_number']);
    return { status: 200, body: { ...pull, state: 'open', number, head, base } };
  }

  #reviews(call: Routed): Answer {
    const page = Number(call.query.find(([key]) => key === 'page')?.[1] ?? '1');
    if (page > 1) return { status: 200, body: [] };
    const body = this.reviews.map(({ login, state, commit }, index) => ({
      ...reviewSample(call),
      id: index + 1,
      user: { ...userSample(call), login },
      state,
      commit_id: commit,
    }));
    return { status: 200, body };
  }
}

function workflowRun(call: Routed): Record<string, unknown> {
  return itemSample(call, 'workflow_runs');
}

function reviewSample(call: Routed): Record<string, unknown> {
  return itemSample(call);
}

function userSample(call: Routed): Record<string, unknown> {
  return fields(call.operation.sampleUser());
}

function itemSample(call: Routed, list?: string): Record<string, unknown> {
  return fields(call.operation.sampleItem(list));
}

function fieldOf(value: unknown, key: string): unknown {
  return fields(value)[key];
}

function text(value: unknown, key: string): string {
  const found = fieldOf(value, key);
  return typeof found === 'string' ? found : '';
}
