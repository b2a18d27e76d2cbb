import { execFile } from 'node:child_process';

/** Runs a tool's script with this Node. @returns what it printed, whether it was content or not */
export function runTool(script: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [`node_modules/${script}`, ...args], (error, stdout, stderr) => {
      if (stdout === '' && error !== null) reject(new Error(stderr, { cause: error }));
      else resolve(stdout);
    });
  });
}
