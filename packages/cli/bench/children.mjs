/** What the processes that a process starts use. Linux tells it in /proc; elsewhere it is not known, and counts as nothing. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const interval = 20;
const ticksPerSecond = existsSync('/proc')
  ? Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  : 1;

/** Looks again and again, until `stop` is called, which gives seconds of CPU and megabytes. What ran for less than a look is missed. */
export function watchChildren(pid) {
  const children = new Map();
  const timer = setInterval(() => {
    for (const child of childrenOf(pid)) look(child);
  }, interval);
  return {
    stop() {
      clearInterval(timer);
      const all = [...children.values()];
      return {
        cpu: all.reduce((sum, { cpu }) => sum + cpu, 0),
        megabytes: all.reduce((sum, { megabytes }) => sum + megabytes, 0),
      };
    },
  };

  function look(child) {
    try {
      const stat = readFileSync(`/proc/${child}/stat`, 'utf8');
      // After the name, which may hold anything.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, 'utf8'));
      children.set(child, {
        cpu: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
        // One that has ended, and whose end nobody has asked for yet, has no memory.
        megabytes: peak ? Number(peak[1]) / 1024 : (children.get(child)?.megabytes ?? 0),
      });
      for (const each of childrenOf(child)) look(each);
    } catch {
      // It has ended: what was seen last counts.
    }
  }
}

function childrenOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
  } catch {
    return [];
  }
}
