import { recordedProject, type Bench } from './project.ts';
import { atMost, time, type Row } from './row.ts';
import { runProgram, takeTurns } from './run-program.ts';

const runs = 5;

/** The trend report over some recorded runs, as one HTML file. */
export async function measureReport(bench: Bench): Promise<readonly Row[]> {
  const project = recordedProject(bench, 1000);
  for (let run = 0; run < runs; run += 1) await runProgram(bench.pawl(project, 'run', '--quiet'));
  const [report] = await takeTurns(
    [() => bench.pawl(project, 'report', '--out', 'report.html')],
    bench.rounds,
  );
  if (report === undefined) throw new Error('Nothing was measured');
  return [
    {
      load: `\`pawl report\`, ${runs} runs of 1,000 cases`,
      pawl: time(report.wallMs),
      beside: `${time(report.cpuMs)} CPU`,
      number: report.wallMs,
      shown: time(report.wallMs),
      must: atMost(2000, '2 s'),
    },
  ];
}
