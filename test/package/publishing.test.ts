import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, test } from 'vitest';
import { runTool } from '../support/run-tool.ts';

interface PackageJson {
  readonly exports: Readonly<Record<string, unknown>>;
}
interface AttwReport {
  /** By kind. */
  readonly problems: Readonly<Record<string, readonly { readonly resolutionKind?: string }[]>>;
}

/** What attw's profile `esm-only` leaves out; its JSON has them all. */
const NOT_FOR_ESM = ['node10', 'node16-cjs'];

const packageJson = JSON.parse(readFileSync('package.json', 'utf8')) as PackageJson;

describe('what npm publishes', () => {
  test('publint finds nothing', { timeout: 60_000 }, async () => {
    const { messages } = await publint({ pack: 'npm', strict: true });
    expect(messages.map((message) => formatMessage(message, packageJson as never))).toEqual([]);
  });

  test('attw finds the types of every entry', { timeout: 60_000 }, async () => {
    const stylesheets = Object.keys(packageJson.exports).filter((name) => name.endsWith('.css'));
    const report = await runTool(
      '@arethetypeswrong/cli/dist/index.js',
      ...['--pack', '.', '--no-definitely-typed', '--format', 'json'],
      ...(stylesheets.length > 0 ? ['--exclude-entrypoints', ...stylesheets] : []),
    );
    const problems = Object.values((JSON.parse(report) as AttwReport).problems).flat();
    expect(problems.filter(({ resolutionKind = '' }) => !NOT_FOR_ESM.includes(resolutionKind))).toEqual([]);
  });
});
