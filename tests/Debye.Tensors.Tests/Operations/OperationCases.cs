using static Debye.Tensors.Tests.GradientCheck;

namespace Debye.Tensors.Tests.Operations;

/// <summary>One call of a differentiable operation, all its differentiable arguments given by name.</summary>
/// <param name="Operation">Class and method.</param>
/// <param name="Inputs">Differentiable arguments.</param>
/// <param name="Run">The call.</param>
/// <param name="Tolerance">Allowed deviation from finite differences, over the largest gradient.</param>
internal sealed record OperationCase(string Operation, Tensor[] Inputs, Func<Tape, Tensor[], Tensor> Run, double Tolerance = 2e-2);

/// <summary>Every differentiable operation, called with all the arguments that can have a gradient.</summary>
internal static class OperationCases
{
    private static readonly ImagePadding Padding = new(1, 1, 1, 1);
    private static readonly float[] Targets = [0.3f, -1, 2, 0, 5, -4];

    public static IReadOnlyList<OperationCase> All { get; } =
    [.. Dense(), .. Convolutions(), .. Normalisations(), .. OfGraphs(), .. OfLosses()];

    private static IEnumerable<OperationCase> Dense()
    {
        yield return new(
            "Functional.Linear",
            [Random(1, 5, 7), Random(2, 7, 3), Random(3, 3)],
            (t, i) => Functional.Linear(t, i[0], i[1], i[2])
        );
        foreach (var function in Enum.GetValues<UnaryFunction>())
            yield return new("Functional.Apply", [AwayFromZero(3, 9)], (t, i) => Functional.Apply(t, i[0], function));
        yield return new("Functional.Add", [Random(1, 4, 5), Random(2, 4, 5)], (t, i) => Functional.Add(t, i[0], i[1]));
        yield return new("Functional.Multiply", [Random(1, 4, 5), Random(2, 4, 5)], (t, i) => Functional.Multiply(t, i[0], i[1]));
        yield return new("Functional.Scale", [Random(1, 4, 5)], (t, i) => Functional.Scale(t, i[0], 3));
        yield return new(
            "Functional.Affine",
            [Random(1, 6, 11), Random(2, 11), Random(3, 11)],
            (t, i) => Functional.Affine(t, i[0], i[1], i[2])
        );
        yield return new("Functional.Reshape", [Random(1, 4, 5)], (_, i) => Functional.Reshape(i[0], 2, 10));
        yield return new(
            "Functional.Concatenate",
            [Random(1, 2, 4), Random(2, 2, 5), Random(3, 2, 1)],
            (t, i) => Functional.Concatenate(t, i[0], i[1], i[2])
        );
        yield return new("Distances.Squared", [Random(2, 6, 4)], (t, i) => Distances.Squared(t, i[0]));
    }

    private static IEnumerable<OperationCase> Convolutions()
    {
        foreach (var (kernel, channels, groups) in new[] { (3, 4, 1), (3, 4, 2), (3, 6, 6), (16, 16, 1) })
            yield return new(
                "Functional.Convolve",
                [Random(1, 2, 24, channels), Random(2, kernel, channels / groups, channels), Random(3, channels)],
                (t, i) => Functional.Convolve(t, i[0], i[1], i[2], groups: groups, padLeft: kernel / 2, padRight: kernel / 2)
            );
        yield return new(
            "Images.Convolve",
            [Random(1, 2, 4, 5, 3), Random(2, 3, 9, 2), Random(3, 2)],
            (t, i) => Images.Convolve(t, i[0], i[1], i[2])
        );
        foreach (var kernel in new[] { 1, 3 })
            yield return new(
                "Images.Convolve with stride",
                [Random(1, 2, 4, 5, 3), Random(2, kernel, kernel, 3, 2), Random(3, 2)],
                (t, i) => Images.Convolve(t, i[0], i[1], i[2], kernel == 1 ? 1 : 2, kernel == 1 ? default : Padding)
            );
        yield return new(
            "Images.ConvolveDepthwise",
            [Random(1, 2, 4, 5, 3), Random(2, 3, 3, 3), Random(3, 3)],
            (t, i) => Images.ConvolveDepthwise(t, i[0], i[1], i[2], 1, Padding)
        );
        yield return new("Images.GlobalMean", [Random(4, 2, 3, 5, 4)], (t, i) => Images.GlobalMean(t, i[0]));
        yield return new("Images.Pool", [Random(4, 2, 4, 7, 3)], (t, i) => Images.Pool(t, i[0], PoolingKind.Average, 2));
        yield return new("Pooling.Windows", [Random(4, 2, 9, 5)], (t, i) => Pooling.Windows(t, i[0], PoolingKind.Average, 3, 2, 1));
        yield return new("Pooling.Whole", [Random(4, 2, 9, 5)], (t, i) => Pooling.Whole(t, i[0], PoolingKind.Average));
        yield return new("Pooling.Dropout", [Random(1, 4, 30)], (t, i) => Pooling.Dropout(t, i[0], 0.4f, new RandomStream(5)));
    }

    private static IEnumerable<OperationCase> Normalisations()
    {
        var (mean, variance) = (Random(4, 10), Positive(10));
        yield return new(
            "Normalisation.Batch",
            [Random(1, 12, 10), Random(2, 10), Random(3, 10)],
            (t, i) => Normalisation.Batch(t, i[0], i[1], i[2], 1e-5f, out _, out _)
        );
        yield return new(
            "Normalisation.Fixed",
            [Random(1, 12, 10), Random(2, 10), Random(3, 10)],
            (t, i) => Normalisation.Fixed(t, i[0], i[1], i[2], 1e-5f, mean, variance)
        );
        yield return new("Normalisation.Group", [Random(1, 2, 7, 12)], (t, i) => Normalisation.Group(t, i[0], 2, 3, 1e-5f));
        Tensor[] Parts() => [Random(1, 5, 10), Random(2, 5, 10), Random(3, 7, 10), Random(6, 10), Random(7, 10)];
        yield return new("EdgeConvolution.Batch", Parts(), (t, i) => EdgeConvolution.Batch(t, Product(i), i[3], i[4], 1e-5f, out _, out _));
        yield return new(
            "EdgeConvolution.Fixed",
            Parts(),
            (t, i) => EdgeConvolution.Fixed(t, Product(i), i[3], i[4], 1e-5f, mean, variance)
        );
    }

    private static IEnumerable<OperationCase> OfGraphs()
    {
        var groups = new RowGroups([0, 3, 3, 1, 0, 4, 1], 5);
        yield return new("Graphs.Gather", [Random(1, 5, 9)], (t, i) => Graphs.Gather(t, i[0], groups));
        yield return new("Graphs.Sum", [Random(1, 7, 9)], (t, i) => Graphs.Sum(t, i[0], groups));
        yield return new("Graphs.Mean", [Random(1, 7, 9)], (t, i) => Graphs.Mean(t, i[0], groups, [1, 2, 3, 1, 2, 3, 1]));
        yield return new("Graphs.Gate", [Random(1, 3, 18)], (t, i) => Graphs.Gate(t, i[0]));
    }

    private static IEnumerable<OperationCase> OfLosses()
    {
        float[] probabilities = [0, 1, 0.5f, 0.25f, 1, 0];
        yield return new("Losses.CrossEntropy", [Random(1, 4, 5)], (t, i) => Losses.CrossEntropy(t, i[0], [0, 3, 1, 4]));
        yield return new("Losses.SoftCrossEntropy", [Random(1, 4, 5)], (t, i) => Losses.SoftCrossEntropy(t, i[0], Positive(4, 5)));
        yield return new("Losses.MeanSquaredError", [Random(1, 6)], (t, i) => Losses.MeanSquaredError(t, i[0], Targets));
        yield return new("Losses.Huber", [Random(1, 6)], (t, i) => Losses.Huber(t, i[0], Targets, 0.7f));
        yield return new("Losses.MeanAbsoluteError", [Random(1, 6)], (t, i) => Losses.MeanAbsoluteError(t, i[0], Targets));
        yield return new("Losses.Laplace", [Random(1, 6, 2)], (t, i) => Losses.Laplace(t, i[0], Targets));
        yield return new("Losses.BinaryCrossEntropy", [Random(1, 6)], (t, i) => Losses.BinaryCrossEntropy(t, i[0], probabilities));
        yield return new("DomainAlignment.Coral", [Random(3, 12, 4)], (t, i) => DomainAlignment.Coral(t, i[0], 5));
        // The width of the kernel counts as fixed in the gradient, but moves a little in a finite difference.
        yield return new("DomainAlignment.MeanDiscrepancy", [Random(3, 12, 4)], (t, i) => DomainAlignment.MeanDiscrepancy(t, i[0], 5), 0.4);
    }

    /// <summary>Two graphs of three and two sites, one site without edges.</summary>
    private static EdgeProduct Product(Tensor[] parts)
    {
        var edges = new GraphEdges([0, 3, 3, 5, 6, 9], [1, 2, 1, 0, 0, 4, 3, 3, 4], [0, 3, 5]);
        var features = new BandedRows(7, 3, [0, 4, 2, 2, 1, 0, 3, 4, 2], Random(4, 27).Span.ToArray());
        return new EdgeProduct(edges, features, parts[0], parts[1], parts[2]);
    }

    private static Tensor Positive(params ReadOnlySpan<int> shape)
    {
        var tensor = Random(5, shape);
        tensor.RequiresGradient = false;
        foreach (ref var value in tensor.Span)
            value = (value * value) + 0.5f;
        return tensor;
    }

    /// <summary>No number so near to zero that a finite difference would reach over a kink there.</summary>
    private static Tensor AwayFromZero(params ReadOnlySpan<int> shape)
    {
        var tensor = Random(4, shape);
        foreach (ref var value in tensor.Span)
            value += value > 0 ? 0.05f : -0.05f;
        return tensor;
    }
}
