using System.Numerics;
using System.Numerics.Tensors;
using Debye.Learning.Baselines;

namespace Debye.Learning.Projection;

/// <summary>Closeness of all rows of a table to one row: the negative Euclidean distance, so that the nearest is the largest.</summary>
/// <remarks>Differences are taken before they are squared: tight groups far apart keep their order, which products of rows would
/// lose.</remarks>
internal sealed class RowCloseness<T>(ReadOnlyMemory<T> values, int columns)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Number of rows.</summary>
    public int Rows => values.Length / columns;

    /// <summary>One row.</summary>
    public ReadOnlySpan<T> Row(int index) => values.Span.Slice(index * columns, columns);

    /// <summary>Closeness of all rows to another one.</summary>
    public void To(ReadOnlySpan<T> row, Span<T> destination)
    {
        var all = values.Span;
        for (var j = 0; j < destination.Length; j++)
            destination[j] = -TensorPrimitives.Distance(row, all.Slice(j * columns, columns));
    }

    /// <summary>Closeness of all rows to one of them, which counts as infinitely far from itself.</summary>
    public void ToOthers(int index, Span<T> destination)
    {
        To(Row(index), destination);
        destination[index] = T.NegativeInfinity;
    }

    /// <summary>The nearest rows, nearest first, and their distances; of equally near ones the first.</summary>
    public static void Nearest(ReadOnlySpan<T> closeness, Span<int> rows, Span<double> distances)
    {
        LargestScores.Find(closeness, 0, rows);
        for (var k = 0; k < rows.Length; k++)
            distances[k] = double.CreateChecked(-closeness[rows[k]]);
    }
}
