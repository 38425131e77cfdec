/** A real network: codes as assigned by ITU-T E.212, country as ISO 3166-1 alpha-3. */
export interface NetworkOperator {
  readonly mcc: string;
  /** With its leading zeros: "01" and "001" are different networks. */
  readonly mnc: string;
  readonly country: string;
  readonly name: string;
}

const operator = (mcc: string, mnc: string, country: string, name: string): NetworkOperator => ({
  mcc,
  mnc,
  country,
  name,
});

export const tMobileUsa = operator("310", "260", "USA", "T-Mobile");
export const attUsa = operator("310", "410", "USA", "AT&T");
export const verizonUsa = operator("311", "480", "USA", "Verizon");
export const telcel = operator("334", "020", "MEX", "Telcel");
export const telekomGermany = operator("262", "01", "DEU", "Telekom");
export const vodafoneGermany = operator("262", "02", "DEU", "Vodafone");
export const o2Germany = operator("262", "03", "DEU", "O2");
export const movistarSpain = operator("214", "07", "ESP", "Movistar");
export const orangeFrance = operator("208", "01", "FRA", "Orange");
export const timItaly = operator("222", "01", "ITA", "TIM");
export const kpn = operator("204", "08", "NLD", "KPN");
export const eeUnitedKingdom = operator("234", "30", "GBR", "EE");
export const vodafoneUnitedKingdom = operator("234", "15", "GBR", "Vodafone");
export const telstra = operator("505", "01", "AUS", "Telstra");
export const docomo = operator("440", "10", "JPN", "NTT DOCOMO");
export const telia = operator("240", "01", "SWE", "Telia");
