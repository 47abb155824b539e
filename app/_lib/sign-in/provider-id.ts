/** Our name for the identity provider; part of the address that it sends people back to. */
export const OPEN_ID_CONNECT = "openid-connect";
