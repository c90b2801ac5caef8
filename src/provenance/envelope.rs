//! A payload and keys to a DSSE 1.0.2 envelope, and an envelope and keys back to the payload they vouch for.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose};
use serde::{Deserialize, Serialize};

use super::keys::{PrivateKey, PublicKey};
use super::{shown, strict};

/// The only payload type that is signed and accepted.
pub const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";

/// The largest envelope that is read or written, in bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// How many signatures an envelope may have.
pub const MAX_SIGNATURES: usize = 16;

/// How many keys may be tried against one envelope.
pub const MAX_KEYS: usize = 64;

/// Why an envelope was not made, not read, or not believed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// More bytes than [`MAX_BYTES`].
    #[error("the envelope is larger than 64 MiB")]
    TooLarge,
    /// JSON that two parsers could read differently.
    #[error("the envelope is not JSON that every parser reads alike")]
    Strict(#[from] strict::Error),
    /// Not the fields of an envelope.
    #[error("the JSON is not a DSSE envelope")]
    Fields {
        /// What the parser said.
        source: serde_json::Error,
    },
    /// A field that is neither standard nor URL-safe base64.
    #[error("the envelope's {field} is not base64")]
    Base64 {
        /// `payload` or `signature`.
        field: &'static str,
        /// What the decoder said.
        source: base64::DecodeError,
    },
    /// Not an in-toto payload.
    #[error("the payload type is `{}` instead of `{PAYLOAD_TYPE}`", shown(found))]
    PayloadType {
        /// What the envelope says.
        found: String,
    },
    /// Nobody signed.
    #[error("the envelope has no signature")]
    NoSignature,
    /// More signatures than [`MAX_SIGNATURES`].
    #[error("the envelope has {count} signatures, more than {MAX_SIGNATURES}")]
    TooManySignatures {
        /// How many there are, or would be.
        count: usize,
    },
    /// More keys than [`MAX_KEYS`].
    #[error("{count} keys are more than {MAX_KEYS}")]
    TooManyKeys {
        /// How many were given.
        count: usize,
    },
    /// The envelope holds other bytes than the ones to be signed.
    #[error("the envelope holds another statement than the one to be signed")]
    OtherPayload,
    /// The key's signature is already there.
    #[error("the envelope already has a signature by key `{keyid}`")]
    SignedAlready {
        /// The key's name.
        keyid: String,
    },
    /// A threshold that any envelope, or none, would reach.
    #[error("a threshold of {threshold} cannot be asked of {keys} keys")]
    Threshold {
        /// What was asked.
        threshold: usize,
        /// How many different keys were given.
        keys: usize,
    },
    /// Too few of the given keys signed exactly this payload.
    #[error("{} of the given keys signed this payload, {needed} needed", signers.len())]
    Unverified {
        /// The keys whose signature is good.
        signers: Vec<String>,
        /// How many there must be.
        needed: usize,
        /// What the signatures call their keys; unauthenticated, for the reader only.
        claimed: Vec<String>,
    },
}

impl Error {
    /// What the reader can do next, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Unverified { claimed, .. } => {
                let names: Vec<_> = claimed.iter().filter(|name| !name.is_empty()).map(|name| shown(name)).collect();
                (!names.is_empty())
                    .then(|| format!("the signatures say, unproven, that their keys are {}", names.join(", ")))
            }
            Error::OtherPayload => Some("sign the statement the envelope was made of".to_owned()),
            Error::Strict(error) => error.hint(),
            _ => None,
        }
    }
}

/// The pre-authentication encoding: the bytes a signature covers.
pub fn pae(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let head = format!("DSSEv1 {} {payload_type} {} ", payload_type.len(), payload.len());
    [head.as_bytes(), payload].concat()
}

/// A payload with signatures that nobody has checked yet. Holds an in-toto payload and 1 to [`MAX_SIGNATURES`]
/// signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    payload: Vec<u8>,
    signatures: Vec<Signature>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Signature {
    keyid: String,
    bytes: Vec<u8>,
}

/// The bytes that enough keys signed, and which keys these were. Nothing but [`Envelope::verify`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedPayload {
    bytes: Vec<u8>,
    signers: Vec<String>,
}

impl VerifiedPayload {
    /// The signed bytes: the only ones to parse.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The keyids of the keys that signed, computed from the keys, in the order these were given.
    pub fn signers(&self) -> &[String] {
        &self.signers
    }
}

impl Envelope {
    /// Signs `payload`, which must be an in-toto statement's bytes.
    pub fn sign(payload: &[u8], key: &PrivateKey) -> Result<Self, Error> {
        // Base64 makes four bytes of three; the rest of the envelope is far smaller than the mebibyte left for it.
        if payload.len() > (MAX_BYTES - 1024 * 1024) / 4 * 3 {
            return Err(Error::TooLarge);
        }
        let mut envelope = Self { payload: payload.to_vec(), signatures: Vec::new() };
        envelope.add_signature(payload, key)?;
        Ok(envelope)
    }

    /// Adds one more key's signature; `payload` is what the caller means to sign and must be what the envelope holds.
    /// Signatures that are already there stay, checked or not.
    pub fn add_signature(&mut self, payload: &[u8], key: &PrivateKey) -> Result<(), Error> {
        if payload != self.payload {
            return Err(Error::OtherPayload);
        }
        let (public, message) = (key.public(), pae(PAYLOAD_TYPE, payload));
        let keyid = public.keyid();
        // By name as well: some verifiers refuse an envelope in which two signatures bear one keyid.
        if self.signatures.iter().any(|other| other.keyid == keyid || public.verify(&message, &other.bytes)) {
            return Err(Error::SignedAlready { keyid });
        }
        if self.signatures.len() == MAX_SIGNATURES {
            return Err(Error::TooManySignatures { count: MAX_SIGNATURES + 1 });
        }
        self.signatures.push(Signature { keyid, bytes: key.sign(&message) });
        Ok(())
    }

    /// Reads an envelope's JSON. Unknown fields are ignored; a key that stands twice, a byte order mark, anything after
    /// the value, another payload type, no signature or too many are refused.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > MAX_BYTES {
            return Err(Error::TooLarge);
        }
        strict::check_structure(bytes)?;
        let written: Read = serde_json::from_slice(bytes).map_err(|source| Error::Fields { source })?;
        if written.payload_type != PAYLOAD_TYPE {
            return Err(Error::PayloadType { found: written.payload_type });
        }
        match written.signatures.len() {
            0 => return Err(Error::NoSignature),
            1..=MAX_SIGNATURES => {}
            count => return Err(Error::TooManySignatures { count }),
        }
        let signature = |signature: ReadSignature| {
            let bytes = decode(&signature.sig, "signature")?;
            Ok(Signature { keyid: signature.keyid.unwrap_or_default(), bytes })
        };
        Ok(Self {
            payload: decode(&written.payload, "payload")?,
            signatures: written.signatures.into_iter().map(signature).collect::<Result<_, Error>>()?,
        })
    }

    /// The envelope as indented JSON that ends with a line feed.
    pub fn to_json(&self) -> String {
        let base64 = |bytes: &[u8]| general_purpose::STANDARD.encode(bytes);
        let signature =
            |signature: &Signature| WrittenSignature { keyid: signature.keyid.clone(), sig: base64(&signature.bytes) };
        let written = Written {
            payload: base64(&self.payload),
            payload_type: PAYLOAD_TYPE,
            signatures: self.signatures.iter().map(signature).collect(),
        };
        serde_json::to_string_pretty(&written).expect("strings and lists of strings always serialize") + "\n"
    }

    /// The payload, whoever signed it or not. To compare with a statement at hand; a payload that is to be believed
    /// comes from [`Envelope::verify`].
    pub fn unverified_payload(&self) -> &[u8] {
        &self.payload
    }

    /// What the signatures call their keys, unauthenticated; empty where a signature says nothing.
    pub fn claimed_keyids(&self) -> impl Iterator<Item = &str> {
        self.signatures.iter().map(|signature| signature.keyid.as_str())
    }

    /// The payload, if at least `threshold` different keys of `keys` signed it. A key counts once, however often it is
    /// given or has signed; keyids decide nothing.
    pub fn verify(&self, keys: &[PublicKey], threshold: usize) -> Result<VerifiedPayload, Error> {
        if keys.len() > MAX_KEYS {
            return Err(Error::TooManyKeys { count: keys.len() });
        }
        let mut unique: Vec<&PublicKey> = Vec::new();
        for key in keys {
            if !unique.contains(&key) {
                unique.push(key);
            }
        }
        if threshold == 0 || threshold > unique.len() {
            return Err(Error::Threshold { threshold, keys: unique.len() });
        }
        let message = pae(PAYLOAD_TYPE, &self.payload);
        let signed = |key: &&PublicKey| self.signatures.iter().any(|signature| key.verify(&message, &signature.bytes));
        let signers: Vec<String> = unique.into_iter().filter(signed).map(PublicKey::keyid).collect();
        if signers.len() < threshold {
            let claimed = self.claimed_keyids().map(str::to_owned).collect();
            return Err(Error::Unverified { signers, needed: threshold, claimed });
        }
        Ok(VerifiedPayload { bytes: self.payload.clone(), signers })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Read {
    payload: String,
    payload_type: String,
    signatures: Vec<ReadSignature>,
}

#[derive(Deserialize)]
struct ReadSignature {
    keyid: Option<String>,
    sig: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    payload: String,
    payload_type: &'static str,
    signatures: Vec<WrittenSignature>,
}

#[derive(Serialize)]
struct WrittenSignature {
    keyid: String,
    sig: String,
}

/// Standard or URL-safe base64, padded or not: DSSE asks readers to take both alphabets.
fn decode(text: &str, field: &'static str) -> Result<Vec<u8>, Error> {
    const LENIENT: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
    const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);
    let url_safe = text.contains(['-', '_']);
    let engine = if url_safe { URL_SAFE } else { STANDARD };
    engine.decode(text).map_err(|source| Error::Base64 { field, source })
}

#[cfg(test)]
mod tests;
