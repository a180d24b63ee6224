/** `candor serve` for tests: the program that serves a page, and the engine behind it. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {program, root} from './reports.ts';

export interface Serving {
  address: string;
  /** Ends it as Ctrl-C does; its exit code. */
  stop(): Promise<number | null>;
}

export async function serve(...options: string[]): Promise<Serving> {
  const served = spawn(program, ['serve', ...options, '--for', '300', '--quiet'], {cwd: root, stdio: ['ignore', 'pipe', 'inherit']});
  const ended = once(served, 'exit');
  for await (const line of createInterface(served.stdout)) {
    const address = /http:\S+/.exec(line)?.[0];
    if (!address) break;
    return {
      address,
      stop: async () => {
        served.kill('SIGINT');
        return (await ended)[0] as number | null;
      },
    };
  }
  throw new Error(`candor serve ${options.join(' ')} says no address`);
}
