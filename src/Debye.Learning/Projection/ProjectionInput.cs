using System.Numerics.Tensors;
using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Projection;

/// <summary>What everything that measures distances in single precision asks of its input.</summary>
internal static class ProjectionInput
{
    private const float LargestMagnitude = 1e15f;

    /// <summary>Checks a table.</summary>
    /// <exception cref="ArgumentException">The number of columns does not match, or a value is missing or above 1e15.</exception>
    public static void RequireTable(FeatureTable table, int columns, int threads)
    {
        ClassifierInput.RequireTable(table, columns, threads);
        if (table.Rows > 0 && Math.Abs(TensorPrimitives.MaxMagnitude(table.Values)) is > LargestMagnitude and var largest)
            throw new ArgumentException(Invariant($"Expected magnitudes up to {LargestMagnitude}, got {largest}."), nameof(table));
    }
}
