/**
 * Where a request came from, as the server settled it; set on every request and overwriting whatever a
 * client sent under this name.
 */
export const CLIENT_ADDRESS_HEADER = "x-wardcast-address";
