using Debye.Learning.Tables;

namespace Debye.Learning.OpenSet;

/// <summary>What a detector looks at.</summary>
public enum DetectorInput
{
    /// <summary>Features of a sample, measured or from within a network.</summary>
    Features = 0,

    /// <summary>Logits of the known classes, one for each.</summary>
    Logits = 1,
}

/// <summary>Samples of known classes, which a detector learns from. Samples of no known class have no place here.</summary>
public sealed class OpenSetExamples
{
    private readonly int[] _labels;

    /// <summary>Samples with their classes.</summary>
    /// <param name="inputs">Features or logits, at least two rows.</param>
    /// <param name="labels">Class of each row, 0…<paramref name="classes"/>−1.</param>
    /// <param name="classes">Number of classes, 1 or more; each has an example.</param>
    /// <exception cref="ArgumentException">A length does not match, a label is out of range, or a class has no example.</exception>
    public OpenSetExamples(SampleTable inputs, ReadOnlySpan<int> labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (inputs.Rows < 2)
            throw new ArgumentException(Invariant($"Expected at least 2 examples, got {inputs.Rows}."), nameof(inputs));
        if (labels.Length != inputs.Rows)
            throw new ArgumentException(Invariant($"Expected {inputs.Rows} labels, one per row, got {labels.Length}."), nameof(labels));
        var counts = new int[classes];
        foreach (var label in labels)
        {
            if ((uint)label >= (uint)classes)
                throw new ArgumentException(Invariant($"Expected labels 0…{classes - 1}, got {label}."), nameof(labels));
            counts[label]++;
        }

        var empty = Array.IndexOf(counts, 0);
        if (empty >= 0)
            throw new ArgumentException(Invariant($"Expected examples of every class, class {empty} has none."), nameof(labels));
        (Inputs, _labels, Classes) = (inputs, labels.ToArray(), classes);
    }

    /// <summary>Features or logits.</summary>
    public SampleTable Inputs { get; }

    /// <summary>Class of each row.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Some of the examples; null where a class is left without any.</summary>
    internal OpenSetExamples? Select(IReadOnlyList<int> rows)
    {
        int[] labels = [.. rows.Select(row => _labels[row])];
        return labels.Distinct().Count() == Classes && rows.Count > 1 ? new OpenSetExamples(Inputs.Select(rows), labels, Classes) : null;
    }

    /// <summary>Rows of one class.</summary>
    internal int[] RowsOf(int index) => [.. Enumerable.Range(0, _labels.Length).Where(i => _labels[i] == index)];
}
