import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { recordedProject, type Bench } from './project.ts';
import { atMost, megabytes, time, times, type Row } from './row.ts';
import { takeTurns, type Measured } from './run-program.ts';

/** How long it takes until a command answers. */
export async function measureStart(bench: Bench): Promise<readonly Row[]> {
  writeFileSync(join(bench.installed, 'empty.mjs'), '');
  const one = recordedProject(bench, 1);
  const [version, bare, empty, oneCase] = await takeTurns(
    [
      () => bench.pawl(one, '--version'),
      () => bench.floor('commander.mjs', '--version'),
      () => bench.floor('empty.mjs'),
      () => bench.pawl(one, 'run', '--quiet'),
    ],
    bench.quick ? 7 : 15,
  );
  if (!version || !bare || !empty || !oneCase) throw new Error('Nothing was measured');
  return rowsOf({ version, bare, empty, oneCase });
}

type Started = Readonly<Record<'version' | 'bare' | 'empty' | 'oneCase', Measured>>;

function rowsOf({ version, bare, empty, oneCase }: Started): readonly Row[] {
  const ratio = version.wallMs / bare.wallMs;
  return [
    {
      load: '`pawl --version`, cold',
      pawl: time(version.wallMs),
      beside: `bare commander ${time(bare.wallMs)}, empty Node ${time(empty.wallMs)}`,
      number: ratio,
      shown: times(ratio),
      must: atMost(1.5, '1.5×'),
    },
    {
      load: '`pawl --version`, memory',
      pawl: megabytes(version.rssMb),
      beside: `bare commander ${megabytes(bare.rssMb)}, empty Node ${megabytes(empty.rssMb)}`,
      number: version.rssMb,
      shown: megabytes(version.rssMb),
      must: atMost(60, '60 MB'),
    },
    {
      load: 'one recorded case, whole process',
      pawl: `${time(oneCase.wallMs)}, ${time(oneCase.cpuMs)} CPU`,
      beside: `empty Node ${time(empty.wallMs)}, ${time(empty.cpuMs)} CPU`,
      number: oneCase.wallMs,
      shown: time(oneCase.wallMs),
      must: atMost(200, '200 ms'),
      best: atMost(110, '110 ms'),
    },
  ];
}
