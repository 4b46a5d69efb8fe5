// A runner whose target takes the whole process down at one case: node crash-child.ts <root>
import { execute } from '../execute/execute.ts';
import { record } from '../execute/record.ts';
import { openRunStore } from '../store/run-store.ts';
import { echo, smallIo } from './small-io.ts';
import { moduleTarget, smallPlan, startOf } from './small-plan.ts';

const root = process.argv[2] ?? '.';
const plan = smallPlan(12, { targets: [moduleTarget('app')] });
const start = startOf(plan, 'run');
const store = openRunStore(root);
const known = await store.list();
const resumed = known.includes('run') ? await store.resume('run', start) : undefined;

const io = smallIo(
  plan,
  async (request, options) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (request.caseId === 'case-6') process.kill(process.pid, 'SIGSEGV');
    return echo(request, options);
  },
  {
    start,
    done: (index) => resumed?.done.has(index) === true,
    suspect: (index) => resumed?.suspects.has(index) === true,
  },
);
await record(execute(plan, io), resumed?.writer ?? (await store.create(start)));
