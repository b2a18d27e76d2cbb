/** What a refused handshake meets. */
export type HandshakeFault =
  /** The upgrade is accepted, and closed. */
  | {
      /** The close code. */
      readonly code: number;
      /** Default: the documented text of the nine codes. */
      readonly reason?: string | undefined;
    }
  | UpgradeFault;

/** What an upgrade meets that does not become a socket. */
export type UpgradeFault =
  /** The upgrade is refused. A browser sees 1006. */
  | {
      /** The HTTP status, 200 to 599. */
      readonly status: number;
      /** Seconds. Default: no Retry-After is sent. */
      readonly retryAfter?: number | undefined;
    }
  /** The upgrade request is never answered. */
  | 'silence';

/** The HTTP endpoints that can be made to fail. */
export type FaultyEndpoint = 'token' | 'discovery' | 'usage' | 'health';

/** Which requests a fault is for, and how many of them. */
export interface FaultScope {
  /** Only what concerns this document. Default: everything. */
  readonly documentName?: string | undefined;
  /**
   * How many handshakes or HTTP answers meet it; a delay also counts each message. Default: all, until
   * undone.
   */
  readonly times?: number | undefined;
}

/** How an HTTP endpoint answers instead of as it should. */
export interface HttpFaultAnswer {
  /** The HTTP status, 200 to 599. */
  readonly status: number;
  /** Seconds; text is sent as it is, so that it may also be a date, or make no sense. Default: no Retry-After is sent. */
  readonly retryAfter?: number | string | undefined;
  /**
   * What is said. JSON as such, like `{"status":"degraded"}` of `health` or a `url` of `null` of `discovery`;
   * all else as HTML: with status 200 a web page where JSON was expected. Default: a problem, as JSON.
   */
  readonly body?: string | undefined;
  /** `false`: without the CORS headers that let a page read it, as the error of a proxy comes. */
  readonly cors?: false | undefined;
}

/** What a proxy in front of the dataplane does. A browser sees 1006 of either. */
export type ProxyFault =
  /** It takes the subprotocols off handshakes, and a token with them: a browser fails those. */
  | 'strips-subprotocol'
  /** It cuts every connection before anything is said, HTTP requests, too: as where nothing listens. */
  | 'cuts';

/**
 * Something that goes wrong. A handshake meets its fault after the per-IP limit and before everything
 * else that is checked; a proxy stands in front, so it meets that before the limit, and may meet both.
 * `retryAfter` is in seconds; without it no Retry-After is sent.
 *
 * In Hocuspocus' dialect a document's handshake is its auth message. A code is told there, for that
 * document alone where its reason says it. A status and a silence meet the upgrade, or, where they are
 * for one document, its auth message: the socket is cut then, and 1006 is all that any client sees.
 *
 * `delay` is in ms, and holds up handshakes, the HTTP answers of Dashboard and dataplane (not those of
 * the admin API), and the messages of live sessions in both directions, in their order.
 */
export type Fault = (
  | {
      /** What handshakes meet. */
      readonly handshake: HandshakeFault;
    }
  | ({
      /** Which endpoint answers otherwise. */
      readonly http: FaultyEndpoint;
    } & HttpFaultAnswer)
  | {
      /** What a proxy in front does. */
      readonly proxy: ProxyFault;
    }
  | {
      /** What is held up, by how many ms. */
      readonly delay: number;
    }
) &
  FaultScope;

/** A fault that answers an HTTP request. */
export type HttpFault = Extract<Fault, { readonly http: FaultyEndpoint }>;
