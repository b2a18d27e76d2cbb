import { parseArgs } from 'node:util';
import type { EmulatorOptions } from './options.ts';

/** What the command was asked for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'start'; readonly options: EmulatorOptions }
  | { readonly kind: 'wrong'; readonly message: string };

export const HELP = `wiresocket-emulator: a WireSocket on this machine, for development and tests

  --port N             of the first region; the others and the Dashboard follow (default: free ports)
  --host H             where to listen (default: 127.0.0.1, this machine only)
  --region R           may be repeated (default: eu-central-1 and us-east-1)
  --token-lifetime S   seconds (default: 900)
  --help`;

/** Reads the arguments of the command. */
export function readCommandLine(args: readonly string[]): Command {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        region: { type: 'string', multiple: true },
        'token-lifetime': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return { kind: 'help' };
    const options: EmulatorOptions = {
      ...(values.port === undefined ? {} : { port: wholeNumber('--port', values.port) }),
      ...(values.host === undefined ? {} : { host: values.host }),
      ...(values.region === undefined ? {} : { regions: values.region }),
      ...(values['token-lifetime'] === undefined
        ? {}
        : { tokenLifetime: wholeNumber('--token-lifetime', values['token-lifetime']) }),
    };
    return { kind: 'start', options };
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}

function wholeNumber(name: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new RangeError(`${name} is a whole number, and not "${text}".`);
}
