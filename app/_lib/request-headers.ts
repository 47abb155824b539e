// Headers that the proxy adds to a request for the pages behind it; whatever a browser sent is overwritten.

/** The path with its query: server components are not told where they are. */
export const REQUEST_PATH_HEADER = "x-wardcast-path";
/** The nonce that the content security policy of this answer allows. */
export const NONCE_HEADER = "x-nonce";
