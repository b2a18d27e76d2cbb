import { handshakes } from './handshakes.ts';
import { hocuspocus } from './hocuspocus.ts';
import { sync } from './sync.ts';
import { summary, type Target } from './target.ts';

/** One after the other: each would be measured through the noise of the other. */
const PARTS: Readonly<Record<string, () => Promise<readonly Target[]>>> = { handshakes, sync, hocuspocus };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Parts: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}

const targets: Target[] = [];
for (const [name, part] of Object.entries(PARTS)) {
  if (asked.length === 0 || asked.includes(name)) targets.push(...(await part()));
}
console.log(`\n${summary(targets)}`);
// The others leave timers behind: without this the run ends whenever the last one gives up.
process.exit(0);
