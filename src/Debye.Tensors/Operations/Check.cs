namespace Debye.Tensors;

/// <summary>Shape checks at the entry of operations.</summary>
internal static class Check
{
    public static void That(bool fits, Tensor tensor, string expected)
    {
        if (!fits)
            throw new ArgumentException($"expected {expected}, got shape {Tensor.Describe(tensor.Shape)}");
    }

    /// <summary>A kernel that reads or writes by pointer must not leave the tensor.</summary>
    public static void Length(Tensor? tensor, long length)
    {
        if (tensor is not null && tensor.Length != length)
            throw new ArgumentException(Invariant($"expected {length} elements, got shape {Tensor.Describe(tensor.Shape)}"));
    }

    public static void SameShape(Tensor a, Tensor b) => That(a.Shape.SequenceEqual(b.Shape), b, $"shape {Tensor.Describe(a.Shape)}");
}
