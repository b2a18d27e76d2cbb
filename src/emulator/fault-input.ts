import { isCloseCode } from './close-socket.ts';
import type {
  Fault,
  FaultScope,
  FaultyEndpoint,
  HandshakeFault,
  HttpFaultAnswer,
  ProxyFault,
} from './fault.ts';

type Fields = Readonly<Record<string, unknown>>;

const ENDPOINTS: readonly unknown[] = ['token', 'discovery', 'usage', 'health'] satisfies FaultyEndpoint[];
const PROXIES: readonly unknown[] = ['strips-subprotocol', 'cuts'] satisfies ProxyFault[];
const SCOPE: readonly string[] = ['documentName', 'times'] satisfies (keyof FaultScope)[];

/**
 * Checks a fault that somebody asks for, whatever it is.
 *
 * @throws RangeError that says what is wrong, and what it may be
 */
export function checkFault(value: unknown): Fault {
  const fields = fieldsOf(value, 'a fault is an object');
  const scope = checkScope(fields);
  const kinds = ['handshake', 'http', 'proxy', 'delay'].filter((kind) => fields[kind] !== undefined);
  check(kinds.length === 1, 'it has one of handshake, http, proxy and delay');
  if (fields.handshake !== undefined) {
    checkNames(fields, ['handshake', ...SCOPE]);
    return { handshake: checkHandshake(fields.handshake), ...scope };
  }
  if (fields.http !== undefined) {
    checkNames(fields, ['http', 'status', 'retryAfter', 'body', 'cors', ...SCOPE]);
    check(ENDPOINTS.includes(fields.http), 'http is one of token, discovery, usage and health');
    return { http: fields.http as FaultyEndpoint, ...checkAnswer(fields), ...scope };
  }
  if (fields.proxy !== undefined) {
    checkNames(fields, ['proxy', ...SCOPE]);
    check(PROXIES.includes(fields.proxy), "proxy is 'strips-subprotocol' or 'cuts'");
    return { proxy: fields.proxy as ProxyFault, ...scope };
  }
  checkNames(fields, ['delay', ...SCOPE]);
  return { delay: atLeast(0, fields.delay, 'delay (ms)'), ...scope };
}

function checkHandshake(value: unknown): HandshakeFault {
  if (value === 'silence') return value;
  const fields = fieldsOf(value, "handshake is { code, reason? }, { status, retryAfter? } or 'silence'");
  if (fields.code === undefined) {
    checkNames(fields, ['status', 'retryAfter']);
    return { status: asStatus(fields.status), ...optional('retryAfter', fields.retryAfter, asSeconds) };
  }
  checkNames(fields, ['code', 'reason']);
  const { code, reason } = fields;
  if (!isCloseCode(code)) throw new RangeError('fault: code is 1000 to 1015 (but 1004), or 3000 to 4999.');
  return { code, ...optional('reason', reason, asText) };
}

function checkAnswer({ status, retryAfter, body, cors }: Fields): HttpFaultAnswer {
  check(cors === undefined || cors === false, 'cors is false, or left out');
  return {
    status: asStatus(status),
    ...optional('retryAfter', retryAfter, asRetryAfter),
    ...optional('body', body, asText),
    ...(cors === false && { cors }),
  };
}

function asStatus(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599) return value;
  throw new RangeError('fault: status is an HTTP status, 200 to 599.');
}

/** Also what makes no sense, like -1 or text: a client has to bear it. */
function asRetryAfter(value: unknown): number | string {
  return typeof value === 'string' ? asHeader(value) : asSeconds(value);
}

function asSeconds(value: unknown): number {
  return atLeast(Number.NEGATIVE_INFINITY, value, 'retryAfter (s)');
}

function asHeader(text: string): string {
  check(/^[ -~]*$/.test(text), 'retryAfter is a number of seconds, or text that a header can carry');
  return text;
}

function checkScope({ documentName, times }: Fields): FaultScope {
  return {
    ...optional('documentName', documentName, asText),
    ...optional('times', times, (count) => atLeast(1, count, 'times')),
  };
}

function optional<Name extends string, T>(
  name: Name,
  value: unknown,
  read: (value: unknown, name: string) => T,
): { [K in Name]?: T } {
  return value === undefined ? {} : ({ [name]: read(value, name) } as { [K in Name]?: T });
}

function asText(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new RangeError(`fault: ${name} is text.`);
}

function atLeast(least: number, value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= least) return value;
  throw new RangeError(`fault: ${name} is a number${Number.isFinite(least) ? `, ${least} or more` : ''}.`);
}

/** A name that is misspelt would else be a fault that is not the one that was meant. */
function checkNames(fields: Fields, names: readonly string[]): void {
  const unknown = Object.keys(fields).find((name) => !names.includes(name));
  check(unknown === undefined, `${unknown} has no place here; ${names.join(', ')} have`);
}

function fieldsOf(value: unknown, rule: string): Fields {
  check(typeof value === 'object' && value !== null, rule);
  return value as Fields;
}

function check(good: boolean, rule: string): void {
  if (!good) throw new RangeError(`fault: ${rule}.`);
}
