"""Write src/beknown/models/e5_graph.onnx: the encoder of multilingual-e5-small without its weights.

Its weights are data of the machine that runs it; the graph names them by the names they have in the weight file, with
`.w` for values, `.s` for their scales, `.z` for their zero and `.b` for a bias (models/e5.py gives them).

Most matrices are multiplied in 8 bits (7 for weights, so that no processor's 16-bit sums overflow). What follows the
Gelu has outliers, which one scale for all would drown the rest in: there the 4-bit blocks stay as they are.

Source: Devlin et al. 2019 (BERT), figure 1 and section 3; operators of ONNX opset 17 and of ONNX Runtime's
`com.microsoft` domain, version 1: https://onnxruntime.ai/docs/reference/operators/ContribOperators.html
"""

from pathlib import Path

import onnx
from onnx import TensorProto, helper

OUT = Path(__file__).parent.parent / "src/beknown/models/e5_graph.onnx"
WIDTH, LAYERS, HEADS, INNER = 384, 12, 12, 1536
BLOCK = 32
EPSILON = 1e-12
INT8 = 4
"""`accuracy_level` of MatMulNBits: activations are rounded to 8 bits by blocks, as the weights' own engine does."""


class _Graph:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, kind: int, shape: tuple[int, ...]) -> str:
        """Declare a weight whose values are given when the graph is loaded."""
        tensor = onnx.TensorProto(name=name, data_type=kind, dims=shape)
        tensor.data_location = TensorProto.EXTERNAL
        tensor.external_data.add(key="location", value="weights")
        self.weights.append(tensor)
        return name

    def floats(self, name: str, size: int) -> str:
        return self.weight(name, TensorProto.FLOAT, (size,))

    def add(self, kind: str, inputs: list[str], name: str, *, own: bool = True, **settings: float) -> str:
        domain = "com.microsoft" if own else ""
        node = helper.make_node(kind, inputs, [name], name=name, domain=domain)
        node.attribute.extend(helper.make_attribute(key, value) for key, value in sorted(settings.items()))
        self.nodes.append(node)
        return name

    def linear(self, name: str, source: str, wide: int, narrow: int) -> str:
        """`source` (…, narrow) times a 7-bit matrix, given as (narrow, wide), plus a bias."""
        inputs = [
            source,
            self.weight(f"{name}.w", TensorProto.INT8, (narrow, wide)),
            self.weight(f"{name}.s", TensorProto.FLOAT, (wide,)),
            self.weight(f"{name}.z", TensorProto.INT8, (wide,)),
            self.floats(f"{name}.b", wide),
        ]
        return self.add("DynamicQuantizeMatMul", inputs, name)

    def linear_in_blocks(self, name: str, source: str, wide: int, narrow: int) -> str:
        """`source` (…, narrow) times a 4-bit matrix (wide, narrow), plus a bias."""
        blocks = narrow // BLOCK
        inputs = [
            source,
            self.weight(f"{name}.w", TensorProto.UINT8, (wide, blocks, BLOCK // 2)),
            self.weight(f"{name}.s", TensorProto.FLOAT, (wide, blocks)),
            "",
            "",
            self.floats(f"{name}.b", wide),
        ]
        return self.add(
            "MatMulNBits", inputs, name, K=narrow, N=wide, bits=4, block_size=BLOCK, accuracy_level=INT8
        )

    def norm(self, name: str, source: str, more: str) -> str:
        scale, shift = self.floats(f"{name}.w", WIDTH), self.floats(f"{name}.b", WIDTH)
        return self.add("SkipLayerNormalization", [source, more, scale, shift], name, epsilon=EPSILON)

    def layer(self, at: str, source: str) -> str:
        """One layer of the encoder: attention, then the feed-forward part, each added and normalised."""
        query, key, value = (self.linear(f"{at}.{part}", source, WIDTH, WIDTH) for part in "qkv")
        attention = self.add("MultiHeadAttention", [query, key, value], f"{at}.attention", num_heads=HEADS)
        source = self.norm(f"{at}.aln", source, self.linear(f"{at}.ao", attention, WIDTH, WIDTH))
        inner = self.add("Gelu", [self.linear(f"{at}.fi", source, INNER, WIDTH)], f"{at}.gelu")
        return self.norm(f"{at}.oln", source, self.linear_in_blocks(f"{at}.fo", inner, WIDTH, INNER))


def make_graph() -> bytes:
    """Give the graph: `embedded` (1, tokens, 384) to `states` of the same shape."""
    graph = _Graph()
    scale, shift = graph.floats("emb.ln.w", WIDTH), graph.floats("emb.ln.b", WIDTH)
    states = graph.add("LayerNormalization", ["embedded", scale, shift], "normed", own=False, epsilon=EPSILON)
    for number in range(LAYERS):
        states = graph.layer(f"l{number}", states)
    graph.add("Identity", [states], "states", own=False)
    shape = (1, "tokens", WIDTH)
    made = helper.make_graph(
        graph.nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, shape)],
        graph.weights,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9).SerializeToString(deterministic=True)


if __name__ == "__main__":
    OUT.write_bytes(make_graph())
