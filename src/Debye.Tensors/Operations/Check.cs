namespace Debye.Tensors;

/// <summary>Shape checks at the entry of operations.</summary>
internal static class Check
{
    public static void That(bool fits, Tensor tensor, string expected)
    {
        if (!fits)
            throw new ArgumentException($"expected {expected}, got shape {Tensor.Describe(tensor.Shape)}");
    }

    public static void SameShape(Tensor a, Tensor b) => That(a.Shape.SequenceEqual(b.Shape), b, $"shape {Tensor.Describe(a.Shape)}");
}
