import { parseArgs } from 'node:util';
import type { Credentials } from './credentials.ts';
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
  --client-id I        and
  --client-secret S    for a backend's environment, never those of the service (default: new ones)
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
        'client-id': { type: 'string' },
        'client-secret': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return { kind: 'help' };
    const { port, host, region: regions, 'token-lifetime': tokenLifetime } = values;
    const options: EmulatorOptions = {
      ...(port !== undefined && { port: wholeNumber('--port', port) }),
      ...(host !== undefined && { host }),
      ...(regions !== undefined && { regions }),
      ...(tokenLifetime !== undefined && { tokenLifetime: wholeNumber('--token-lifetime', tokenLifetime) }),
      credentials: credentialsFrom(values['client-id'], values['client-secret']),
    };
    return { kind: 'start', options };
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}

function credentialsFrom(
  clientId: string | undefined,
  clientSecret: string | undefined,
): Partial<Credentials> {
  return { ...(clientId !== undefined && { clientId }), ...(clientSecret !== undefined && { clientSecret }) };
}

function wholeNumber(name: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new RangeError(`${name} is a whole number, and not "${text}".`);
}
