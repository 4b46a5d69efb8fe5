import { ansiPaint, plainPaint, type Canvas } from '@pawl/report';

import type { GlobalFlags } from '../grammar/flags.ts';
import type { TextStream, World } from '../world.ts';

const widthOfPipes = 100;

/** How a stream is drawn on: its width, and colours only where a person reads them. */
export function canvasOf(world: World, stream: TextStream, flags: GlobalFlags): Canvas {
  const { columns = 0 } = stream; // some pseudo-terminals say 0: they do not know
  return {
    width: columns === 0 ? widthOfPipes : Math.max(40, Math.min(columns, 160)),
    paint: hasColours(world, stream, flags) ? ansiPaint : plainPaint,
  };
}

/** `--no-color` and NO_COLOR win; then FORCE_COLOR; then the stream itself decides. */
function hasColours({ env }: World, stream: TextStream, flags: GlobalFlags): boolean {
  if (flags.color === false || (env['NO_COLOR'] ?? '') !== '') return false;
  if ((env['FORCE_COLOR'] ?? '') !== '') return env['FORCE_COLOR'] !== '0';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
