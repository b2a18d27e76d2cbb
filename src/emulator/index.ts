export type { PlanLimits, TokenClaims } from '../protocol/token-claims.ts';
export type { Credentials } from './credentials.ts';
export { type Emulator, startEmulator } from './emulator.ts';
export type {
  Fault,
  FaultScope,
  FaultyEndpoint,
  HandshakeFault,
  HttpFaultAnswer,
  ProxyFault,
  UpgradeFault,
} from './fault.ts';
export type { HandshakeRecord } from './handshake-log.ts';
export type { EmulatorOptions } from './options.ts';
export type { PerIpLimits } from './per-ip-limits.ts';
