//! P-256 and Ed25519 keys: PKCS#8 (version 1) and SPKI in PEM, as OpenSSL reads and writes them, to signatures.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use ed25519_dalek::pkcs8::{KeypairBytes, spki::der::pem::LineEnding};
use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::shown;

/// Why a key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No PEM block.
    #[error("the text holds no PEM block")]
    NoPem,
    /// More than one PEM block.
    #[error("the text holds more than one PEM block")]
    ManyPem,
    /// A private key where a public key belongs.
    #[error("this is a private key (`{}`) where a public key is expected", shown(label))]
    PrivateKey {
        /// The PEM label.
        label: String,
    },
    /// A public key where a private key belongs.
    #[error("this is a public key where a private key is expected")]
    PublicKey,
    /// A private key that is locked by a passphrase.
    #[error("the private key is encrypted")]
    Encrypted,
    /// A PEM block of another kind.
    #[error("a PEM block `{}` is not a key that can be used here", shown(label))]
    Label {
        /// The PEM label.
        label: String,
    },
    /// The right kind of block, but not a P-256 or Ed25519 key.
    #[error("the PEM block `{label}` holds neither a P-256 nor an Ed25519 key")]
    Unreadable {
        /// The PEM label.
        label: &'static str,
    },
    /// A public key for which anybody can make signatures.
    #[error("the Ed25519 public key is weak")]
    Weak,
    /// The operating system gave no randomness.
    #[error("the operating system gave no randomness")]
    Randomness {
        /// What it said.
        source: getrandom::Error,
    },
    /// A private key could not be written as PEM.
    #[error("the private key could not be written as PKCS#8")]
    Encode {
        /// What the encoder said.
        source: p256::pkcs8::Error,
    },
}

impl Error {
    /// What the reader can do next, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Error::PrivateKey { .. } => {
                "keep it secret, and give its public half: `openssl pkey -in KEY -pubout -out KEY.pub`"
            }
            Error::PublicKey => "give the private key file that was made together with it",
            Error::Encrypted => "decrypt it first: `openssl pkey -in KEY -out PLAIN`",
            Error::Label { label } if label == "EC PRIVATE KEY" || label == "EC PARAMETERS" => {
                "convert it to PKCS#8: `openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW`"
            }
            Error::Label { .. } | Error::NoPem | Error::Unreadable { .. } => {
                "a key is P-256 or Ed25519 in PEM: `PRIVATE KEY` (PKCS#8) or `PUBLIC KEY` (SPKI)"
            }
            Error::ManyPem => "give one key per file",
            Error::Weak | Error::Randomness { .. } | Error::Encode { .. } => return None,
        };
        Some(hint.to_owned())
    }
}

/// How a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// ECDSA over NIST P-256 with SHA-256: what every verifier reads.
    P256,
    /// Ed25519.
    Ed25519,
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Algorithm::P256 => "P-256",
            Algorithm::Ed25519 => "Ed25519",
        })
    }
}

/// A key that signs. Its memory is wiped when it goes; it is never printed.
pub struct PrivateKey(Secret);

enum Secret {
    P256(p256::ecdsa::SigningKey),
    // Boxed for its size: it carries the public key too.
    Ed25519(Box<ed25519_dalek::SigningKey>),
}

impl PrivateKey {
    /// A new key from the operating system's randomness.
    pub fn generate(algorithm: Algorithm) -> Result<Self, Error> {
        loop {
            let mut bytes = Zeroizing::new([0; 32]);
            getrandom::fill(bytes.as_mut_slice()).map_err(|source| Error::Randomness { source })?;
            match algorithm {
                Algorithm::Ed25519 => {
                    return Ok(Self(Secret::Ed25519(Box::new(ed25519_dalek::SigningKey::from_bytes(&bytes)))));
                }
                // Not every 32 bytes are below the order of the curve; the rare rest is drawn again.
                Algorithm::P256 => {
                    if let Ok(key) = p256::ecdsa::SigningKey::from_slice(bytes.as_slice()) {
                        return Ok(Self(Secret::P256(key)));
                    }
                }
            }
        }
    }

    /// Reads one PKCS#8 `PRIVATE KEY` block.
    pub fn from_pem(pem: &str) -> Result<Self, Error> {
        match label(pem)? {
            "PRIVATE KEY" => {}
            "PUBLIC KEY" => return Err(Error::PublicKey),
            "ENCRYPTED PRIVATE KEY" => return Err(Error::Encrypted),
            other => return Err(Error::Label { label: other.to_owned() }),
        }
        let pem = pem.trim();
        if let Ok(key) = p256::ecdsa::SigningKey::from_pkcs8_pem(pem) {
            return Ok(Self(Secret::P256(key)));
        }
        ed25519_dalek::SigningKey::from_pkcs8_pem(pem)
            .map(|key| Self(Secret::Ed25519(Box::new(key))))
            .map_err(|_| Error::Unreadable { label: "PRIVATE KEY" })
    }

    /// The key as PKCS#8 version 1, without the public key that version 2 adds and OpenSSL 3.0 cannot read.
    pub fn to_pem(&self) -> Result<Zeroizing<String>, Error> {
        match &self.0 {
            Secret::P256(key) => key.to_pkcs8_pem(LineEnding::LF),
            Secret::Ed25519(key) => {
                KeypairBytes { secret_key: key.to_bytes(), public_key: None }.to_pkcs8_pem(LineEnding::LF)
            }
        }
        .map_err(|source| Error::Encode { source })
    }

    /// The key that verifies what this one signs.
    pub fn public(&self) -> PublicKey {
        match &self.0 {
            Secret::P256(key) => PublicKey(Point::P256(*key.verifying_key())),
            Secret::Ed25519(key) => PublicKey(Point::Ed25519(key.verifying_key())),
        }
    }

    /// Signs a message, the same message always with the same bytes: ASN.1 DER for P-256 (nonce by RFC 6979), 64 bytes
    /// for Ed25519.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match &self.0 {
            Secret::P256(key) => {
                let signature: p256::ecdsa::DerSignature = key.sign(message);
                signature.as_bytes().to_vec()
            }
            Secret::Ed25519(key) => key.sign(message).to_bytes().to_vec(),
        }
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({})", self.public().keyid())
    }
}

/// A key that verifies. Equal keys are equal however their files were written.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(Point);

#[derive(Clone, PartialEq, Eq)]
enum Point {
    P256(p256::ecdsa::VerifyingKey),
    Ed25519(ed25519_dalek::VerifyingKey),
}

impl PublicKey {
    /// Reads one SPKI `PUBLIC KEY` block. A private key is refused, so that nobody gets used to handing it round.
    pub fn from_pem(pem: &str) -> Result<Self, Error> {
        match label(pem)? {
            "PUBLIC KEY" => {}
            other if other.ends_with("PRIVATE KEY") => return Err(Error::PrivateKey { label: other.to_owned() }),
            other => return Err(Error::Label { label: other.to_owned() }),
        }
        let pem = pem.trim();
        if let Ok(key) = p256::ecdsa::VerifyingKey::from_public_key_pem(pem) {
            return Ok(Self(Point::P256(key)));
        }
        match ed25519_dalek::VerifyingKey::from_public_key_pem(pem) {
            Ok(key) if key.is_weak() => Err(Error::Weak),
            Ok(key) => Ok(Self(Point::Ed25519(key))),
            Err(_) => Err(Error::Unreadable { label: "PUBLIC KEY" }),
        }
    }

    /// The key as SPKI.
    pub fn to_pem(&self) -> String {
        match &self.0 {
            Point::P256(key) => key.to_public_key_pem(LineEnding::LF),
            Point::Ed25519(key) => key.to_public_key_pem(LineEnding::LF),
        }
        .expect("a public key of fixed size always fits its encoding")
    }

    /// How the key signs.
    pub fn algorithm(&self) -> Algorithm {
        match self.0 {
            Point::P256(_) => Algorithm::P256,
            Point::Ed25519(_) => Algorithm::Ed25519,
        }
    }

    /// The key's name: its OpenSSH fingerprint, `SHA256:` and unpadded base64, as `ssh-keygen -l` prints it.
    pub fn keyid(&self) -> String {
        let (kind, parts): (&[u8], Vec<Vec<u8>>) = match &self.0 {
            Point::Ed25519(key) => (b"ssh-ed25519", vec![key.to_bytes().to_vec()]),
            Point::P256(key) => {
                (b"ecdsa-sha2-nistp256", vec![b"nistp256".to_vec(), key.to_sec1_point(false).as_bytes().to_vec()])
            }
        };
        let mut hasher = Sha256::new();
        for part in std::iter::once(kind).chain(parts.iter().map(Vec::as_slice)) {
            let length = u32::try_from(part.len()).expect("a key's parts are a few bytes");
            hasher.update(length.to_be_bytes());
            hasher.update(part);
        }
        format!("SHA256:{}", STANDARD_NO_PAD.encode(hasher.finalize()))
    }

    /// Whether `signature` is this key's for exactly `message`. P-256 signatures are ASN.1 DER and nothing else;
    /// Ed25519 is checked strictly. Signatures can be altered and stay valid: they are never anybody's identity.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.0 {
            Point::P256(key) => p256::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
            Point::Ed25519(key) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(message, &signature).is_ok()),
        }
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({} {})", self.algorithm(), self.keyid())
    }
}

/// The label of the only PEM block.
fn label(pem: &str) -> Result<&str, Error> {
    let mut labels = pem
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("-----BEGIN "))
        .map(|rest| rest.trim_end().trim_end_matches('-'));
    match (labels.next(), labels.next()) {
        (None, _) => Err(Error::NoPem),
        (Some(label), None) => Ok(label),
        (Some("EC PARAMETERS"), Some(_)) => Err(Error::Label { label: "EC PARAMETERS".to_owned() }),
        (Some(_), Some(_)) => Err(Error::ManyPem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: [Algorithm; 2] = [Algorithm::P256, Algorithm::Ed25519];

    // RFC 8410, section 10: the key pair every Ed25519 library is tested with.
    const RFC_PRIVATE: &str = "-----BEGIN PRIVATE KEY-----\n\
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";
    const RFC_PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\n\
        MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";

    #[test]
    fn a_new_key_survives_pem_and_signs_the_same_bytes_again() {
        for algorithm in BOTH {
            let key = PrivateKey::generate(algorithm).unwrap();
            let again = PrivateKey::from_pem(&key.to_pem().unwrap()).unwrap();
            let public = PublicKey::from_pem(&key.public().to_pem()).unwrap();
            assert_eq!((public.algorithm(), &public), (algorithm, &again.public()));
            let signature = key.sign(b"message");
            assert_eq!(signature, again.sign(b"message"));
            assert!(public.verify(b"message", &signature));
            assert!(!public.verify(b"massage", &signature));
            assert_ne!(PrivateKey::generate(algorithm).unwrap().public(), public);
        }
    }

    #[test]
    fn an_ed25519_key_is_written_as_pkcs8_version_1() {
        let key = PrivateKey::from_pem(RFC_PRIVATE).unwrap();
        assert_eq!(key.to_pem().unwrap().as_str(), RFC_PRIVATE);
        assert_eq!(key.public().to_pem(), RFC_PUBLIC);
    }

    #[test]
    fn the_keyid_is_the_fingerprint_ssh_prints() {
        let p256 = "-----BEGIN PUBLIC KEY-----\n\
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE6teb1UwZ0ZWpCW8fTxv+T/lshVmy\n\
            7eYVl/3vzqxX6pA1bDHdre21UhnWujYgl9VXgpzoBzhJjIKw+5ArWH5byA==\n-----END PUBLIC KEY-----\n";
        assert_eq!(
            PublicKey::from_pem(RFC_PUBLIC).unwrap().keyid(),
            "SHA256:ebCT4wkJOqO5AIlHG03cHvn3Cr3ZZEEh8m81duHhR3Q"
        );
        assert_eq!(PublicKey::from_pem(p256).unwrap().keyid(), "SHA256:nqFahkTBUy17OqTjMoJU0DQlL/xVrRA58tG4vD9oxCE");
    }

    #[test]
    fn no_changed_signature_byte_passes() {
        for algorithm in BOTH {
            let key = PrivateKey::generate(algorithm).unwrap();
            let signature = key.sign(b"message");
            for at in 0..signature.len() {
                let mut changed = signature.clone();
                changed[at] ^= 1;
                assert!(!key.public().verify(b"message", &changed), "{algorithm} byte {at}");
            }
            assert!(!key.public().verify(b"message", &signature[1..]));
            assert!(!key.public().verify(b"message", &[signature.as_slice(), &[0]].concat()));
            assert!(!key.public().verify(b"message", b""));
        }
    }

    #[test]
    fn a_raw_p256_signature_is_refused() {
        let key = PrivateKey::generate(Algorithm::P256).unwrap();
        let der = p256::ecdsa::Signature::from_der(&key.sign(b"message")).unwrap();
        assert!(!key.public().verify(b"message", &der.to_bytes()));
    }

    #[test]
    fn a_private_key_is_not_taken_for_a_public_one_nor_the_reverse() {
        for algorithm in BOTH {
            let key = PrivateKey::generate(algorithm).unwrap();
            let error = PublicKey::from_pem(&key.to_pem().unwrap()).unwrap_err();
            assert_eq!(error.to_string(), "this is a private key (`PRIVATE KEY`) where a public key is expected");
            assert!(error.hint().unwrap().starts_with("keep it secret"));
            let error = PrivateKey::from_pem(&key.public().to_pem()).unwrap_err();
            assert_eq!(error.to_string(), "this is a public key where a private key is expected");
        }
    }

    #[test]
    fn other_pem_is_refused_in_words() {
        let words = |pem: &str| PublicKey::from_pem(pem).unwrap_err().to_string();
        assert_eq!(words(""), "the text holds no PEM block");
        assert_eq!(words(&RFC_PUBLIC.repeat(2)), "the text holds more than one PEM block");
        assert_eq!(
            words(&RFC_PUBLIC.replace("PUBLIC KEY", "CERTIFICATE")),
            "a PEM block `CERTIFICATE` is not a key that can be used here"
        );
        assert_eq!(
            words(&RFC_PUBLIC.replace("MCowBQYDK2Vw", "MCowBQYDK2Vu")),
            "the PEM block `PUBLIC KEY` holds neither a P-256 nor an Ed25519 key"
        );
        let weak = "MCowBQYDK2VwAyEAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        let weak = format!("-----BEGIN PUBLIC KEY-----\n{weak}\n-----END PUBLIC KEY-----\n");
        assert_eq!(words(&weak), "the Ed25519 public key is weak");
        let locked = RFC_PRIVATE.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        assert_eq!(PrivateKey::from_pem(&locked).unwrap_err().to_string(), "the private key is encrypted");
        let sec1 = PrivateKey::from_pem(&RFC_PRIVATE.replace("PRIVATE KEY", "EC PRIVATE KEY")).unwrap_err();
        assert!(sec1.hint().unwrap().contains("openssl pkcs8 -topk8"));
    }

    #[test]
    fn a_key_file_with_windows_line_ends_reads_the_same() {
        let key = PublicKey::from_pem(&RFC_PUBLIC.replace('\n', "\r\n")).unwrap();
        assert_eq!(key.to_pem(), RFC_PUBLIC);
    }

    #[test]
    fn a_private_key_prints_only_its_public_name() {
        let key = PrivateKey::from_pem(RFC_PRIVATE).unwrap();
        assert_eq!(format!("{key:?}"), format!("PrivateKey({})", key.public().keyid()));
    }
}
