//! Envelopes are made, read, believed and disbelieved here; OpenSSL is asked for a second opinion.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::*;
use crate::provenance::keys::Algorithm;

const BOTH: [Algorithm; 2] = [Algorithm::P256, Algorithm::Ed25519];
const PAYLOAD: &[u8] = br#"{"_type":"https://in-toto.io/Statement/v1","note":"?????>>>>>"}"#;

fn key(algorithm: Algorithm) -> PrivateKey {
    PrivateKey::generate(algorithm).unwrap()
}

fn words<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().to_string()
}

/// The envelope's JSON after `change`.
fn changed(envelope: &Envelope, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut json = serde_json::from_str(&envelope.to_json()).unwrap();
    change(&mut json);
    serde_json::to_vec(&json).unwrap()
}

#[test]
fn the_signed_bytes_are_those_of_the_dsse_specification() {
    let encoded = pae("http://example.com/HelloWorld", b"hello world");
    assert_eq!(encoded, b"DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    assert_eq!(pae("", b""), b"DSSEv1 0  0 ");
    assert_eq!(pae("é", b"x"), "DSSEv1 2 é 1 x".as_bytes());
}

#[test]
fn what_was_signed_is_verified_after_a_trip_through_json() {
    for algorithm in BOTH {
        let key = key(algorithm);
        let envelope = Envelope::sign(PAYLOAD, &key).unwrap();
        let json = envelope.to_json();
        assert!(json.starts_with("{\n  \"payload\": \"") && json.ends_with("\n}\n"), "{json}");
        let again = Envelope::parse(json.as_bytes()).unwrap();
        assert_eq!(again, envelope);
        let verified = again.verify(&[key.public()], 1).unwrap();
        assert_eq!((verified.bytes(), verified.signers()), (PAYLOAD, [key.public().keyid()].as_slice()));
    }
}

#[test]
fn no_payload_byte_can_change() {
    for algorithm in BOTH {
        let key = key(algorithm);
        let envelope = Envelope::sign(PAYLOAD, &key).unwrap();
        for at in 0..PAYLOAD.len() {
            let mut other = envelope.clone();
            other.payload[at] ^= 1;
            assert!(matches!(other.verify(&[key.public()], 1), Err(Error::Unverified { .. })), "byte {at}");
        }
        for payload in [&PAYLOAD[1..], &[PAYLOAD, b" "].concat(), b""] {
            let other = Envelope { payload: payload.to_vec(), ..envelope.clone() };
            assert!(other.verify(&[key.public()], 1).is_err());
        }
    }
}

#[test]
fn another_key_is_not_believed_whatever_the_keyid_says() {
    let (signer, stranger) = (key(Algorithm::P256), key(Algorithm::Ed25519));
    let mut envelope = Envelope::sign(PAYLOAD, &signer).unwrap();
    let error = envelope.verify(&[stranger.public()], 1).unwrap_err();
    assert_eq!(error.to_string(), "0 of the given keys signed this payload, 1 needed");
    let claimed = signer.public().keyid();
    assert_eq!(error.hint().unwrap(), format!("the signatures say, unproven, that their keys are {claimed}"));
    envelope.signatures[0].keyid = stranger.public().keyid();
    assert!(envelope.verify(&[stranger.public()], 1).is_err());
    let verified = envelope.verify(&[stranger.public(), signer.public()], 1).unwrap();
    assert_eq!(verified.signers(), [signer.public().keyid()]);
}

#[test]
fn a_threshold_counts_different_keys() {
    let (first, second) = (key(Algorithm::P256), key(Algorithm::Ed25519));
    let mut envelope = Envelope::sign(PAYLOAD, &first).unwrap();
    let twice = [first.public(), PublicKey::from_pem(&first.public().to_pem()).unwrap()];
    assert_eq!(words(envelope.verify(&twice, 2)), "a threshold of 2 cannot be asked of 1 keys");
    let both = [first.public(), second.public()];
    envelope.signatures.push(Signature { keyid: second.public().keyid(), ..envelope.signatures[0].clone() });
    assert_eq!(words(envelope.verify(&both, 2)), "1 of the given keys signed this payload, 2 needed");
    envelope.signatures.pop();
    envelope.add_signature(PAYLOAD, &second).unwrap();
    assert_eq!(envelope.verify(&both, 2).unwrap().signers(), [first.public().keyid(), second.public().keyid()]);
    assert_eq!(words(envelope.verify(&both, 0)), "a threshold of 0 cannot be asked of 2 keys");
    assert_eq!(words(envelope.verify(&[], 1)), "a threshold of 1 cannot be asked of 0 keys");
    assert_eq!(words(envelope.verify(&vec![first.public(); 65], 1)), "65 keys are more than 64");
}

#[test]
fn a_key_signs_once_and_only_the_statement_at_hand() {
    let key = key(Algorithm::P256);
    let mut envelope = Envelope::sign(PAYLOAD, &key).unwrap();
    let already = format!("the envelope already has a signature by key `{}`", key.public().keyid());
    assert_eq!(words(envelope.add_signature(PAYLOAD, &key)), already);
    envelope.signatures[0].keyid.clear();
    assert_eq!(words(envelope.add_signature(PAYLOAD, &key)), already);
    envelope.signatures[0] = Signature { keyid: key.public().keyid(), bytes: b"not a signature".to_vec() };
    assert_eq!(words(envelope.add_signature(PAYLOAD, &key)), already);
    let other = "the envelope holds another statement than the one to be signed";
    assert_eq!(words(envelope.add_signature(b"{}", &PrivateKey::generate(Algorithm::P256).unwrap())), other);
}

#[test]
fn both_base64_alphabets_with_and_without_padding_are_read() {
    let key = key(Algorithm::Ed25519);
    let envelope = Envelope::sign(PAYLOAD, &key).unwrap();
    let standard = general_purpose::STANDARD.encode(PAYLOAD);
    assert!(standard.contains('/') && standard.contains('+'), "the payload must tell the alphabets apart");
    for padded in [true, false] {
        let respell = |text: &mut Value| {
            let url_safe = text.as_str().unwrap().replace('+', "-").replace('/', "_");
            *text = json!(if padded { url_safe.as_str() } else { url_safe.trim_end_matches('=') });
        };
        let json = changed(&envelope, |json| {
            respell(&mut json["payload"]);
            respell(&mut json["signatures"][0]["sig"]);
        });
        assert_eq!(Envelope::parse(&json).unwrap(), envelope);
    }
    let broken = changed(&envelope, |json| json["payload"] = json!("a b="));
    assert_eq!(words(Envelope::parse(&broken)), "the envelope's payload is not base64");
    let broken = changed(&envelope, |json| json["signatures"][0]["sig"] = json!("*"));
    assert_eq!(words(Envelope::parse(&broken)), "the envelope's signature is not base64");
}

#[test]
fn unknown_fields_and_absent_keyids_change_nothing() {
    let key = key(Algorithm::P256);
    let envelope = Envelope::sign(PAYLOAD, &key).unwrap();
    for keyid in [None, Some(json!(null)), Some(json!("somebody"))] {
        let json = changed(&envelope, |json| {
            json["note"] = json!(1.5);
            json["signatures"][0]["cert"] = json!("x");
            json["signatures"][0].as_object_mut().unwrap().remove("keyid");
            keyid.into_iter().for_each(|keyid| json["signatures"][0]["keyid"] = keyid);
        });
        assert!(Envelope::parse(&json).unwrap().verify(&[key.public()], 1).is_ok());
    }
}

#[test]
fn json_that_two_parsers_could_read_differently_is_refused() {
    let json = Envelope::sign(PAYLOAD, &key(Algorithm::P256)).unwrap().to_json();
    for other in [
        json.replacen('{', "{\"payloadType\":\"application/vnd.in-toto+json\",", 1),
        json.replacen('{', "{\"x\":{\"y\":1,\"y\":1},", 1),
        format!("\u{feff}{json}"),
        format!("{json}{{}}"),
    ] {
        assert_eq!(words(Envelope::parse(other.as_bytes())), "the envelope is not JSON that every parser reads alike");
    }
    assert_eq!(words(Envelope::parse(b"{}")), "the JSON is not a DSSE envelope");
    assert_eq!(words(Envelope::parse(b"[]")), "the JSON is not a DSSE envelope");
}

#[test]
fn only_in_toto_payloads_are_read() {
    let envelope = Envelope::sign(PAYLOAD, &key(Algorithm::P256)).unwrap();
    let json = changed(&envelope, |json| json["payloadType"] = json!("text/plain"));
    let expected = "the payload type is `text/plain` instead of `application/vnd.in-toto+json`";
    assert_eq!(words(Envelope::parse(&json)), expected);
}

#[test]
fn an_envelope_has_one_to_sixteen_signatures() {
    let mut envelope = Envelope::sign(PAYLOAD, &key(Algorithm::Ed25519)).unwrap();
    for _ in 1..MAX_SIGNATURES {
        envelope.add_signature(PAYLOAD, &key(Algorithm::Ed25519)).unwrap();
    }
    assert!(Envelope::parse(envelope.to_json().as_bytes()).is_ok());
    let seventeen = "the envelope has 17 signatures, more than 16";
    assert_eq!(words(envelope.add_signature(PAYLOAD, &key(Algorithm::P256))), seventeen);
    envelope.signatures.push(envelope.signatures[0].clone());
    assert_eq!(words(Envelope::parse(envelope.to_json().as_bytes())), seventeen);
    envelope.signatures.clear();
    assert_eq!(words(Envelope::parse(envelope.to_json().as_bytes())), "the envelope has no signature");
}

#[test]
fn more_than_sixty_four_mebibytes_are_neither_read_nor_written() {
    let large = vec![b' '; MAX_BYTES + 1];
    assert_eq!(words(Envelope::parse(&large)), "the envelope is larger than 64 MiB");
    assert_eq!(
        words(Envelope::sign(&large[..MAX_BYTES / 4 * 3], &key(Algorithm::P256))),
        "the envelope is larger than 64 MiB"
    );
}

/// Runs OpenSSL in `folder`; what it printed, or nothing if it refused.
fn openssl(folder: &Path, arguments: &str) -> Option<Vec<u8>> {
    let run = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output().unwrap();
    run.status.success().then_some(run.stdout)
}

#[test]
fn openssl_reads_our_keys_and_verifies_our_signatures_and_we_read_its() {
    if Command::new("openssl").arg("version").output().is_err() {
        eprintln!("SKIPPED: openssl not found");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
    for (algorithm, verify, sign, make) in [
        (
            Algorithm::P256,
            "dgst -sha256 -verify pub.pem -signature sig pae",
            "dgst -sha256 -sign theirs.pem -out theirs.sig pae",
            "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out theirs.pem",
        ),
        (
            Algorithm::Ed25519,
            "pkeyutl -verify -pubin -inkey pub.pem -rawin -in pae -sigfile sig",
            "pkeyutl -sign -inkey theirs.pem -rawin -in pae -out theirs.sig",
            "genpkey -algorithm ed25519 -out theirs.pem",
        ),
    ] {
        let ours = key(algorithm);
        let envelope = Envelope::sign(PAYLOAD, &ours).unwrap();
        write("key.pem", ours.to_pem().unwrap().as_bytes());
        write("pub.pem", ours.public().to_pem().as_bytes());
        write("pae", &pae(PAYLOAD_TYPE, PAYLOAD));
        write("sig", &envelope.signatures[0].bytes);
        let public = openssl(folder, "pkey -in key.pem -pubout").expect("openssl reads our private key");
        assert_eq!(String::from_utf8(public).unwrap(), ours.public().to_pem());
        assert!(openssl(folder, verify).is_some(), "openssl verifies our {algorithm} signature");

        openssl(folder, make).unwrap();
        openssl(folder, sign).unwrap();
        let theirs = PrivateKey::from_pem(&std::fs::read_to_string(folder.join("theirs.pem")).unwrap()).unwrap();
        let bytes = std::fs::read(folder.join("theirs.sig")).unwrap();
        let envelope = Envelope { signatures: vec![Signature { keyid: String::new(), bytes }], ..envelope };
        assert!(envelope.verify(&[theirs.public()], 1).is_ok(), "we verify openssl's {algorithm} signature");

        write("pae", &pae(PAYLOAD_TYPE, b"{}"));
        assert!(openssl(folder, verify).is_none(), "openssl refuses our {algorithm} signature over other bytes");
    }
}
