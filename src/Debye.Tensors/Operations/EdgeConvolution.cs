namespace Debye.Tensors;

/// <summary>
/// Messages along the edges of graphs in one operation: dense layer, batch normalisation, gate and sum, with nothing of the
/// size of the edges in memory. The same as <see cref="Graphs.Gather"/>, <see cref="Functional.Linear"/>,
/// <see cref="Normalisation"/>, <see cref="Graphs.Gate"/> and <see cref="Graphs.Sum"/> one after the other.
/// </summary>
/// <remarks>
/// Source of the layer: T. Xie and J. C. Grossman, Phys. Rev. Lett. 120, 145301 (2018), eq. 5, doi 10.1103/PhysRevLett.120.145301.
/// </remarks>
public static class EdgeConvolution
{
    /// <summary>Messages normalised with moments of this batch.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="product">The dense layer; one edge or more.</param>
    /// <param name="scale">(2 channels).</param>
    /// <param name="shift">(2 channels).</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="mean">Gets the mean of the dense layer (2 channels); lives as long as the tape's tensors.</param>
    /// <param name="variance">Gets its variance over n.</param>
    /// <returns>(sites, channels).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Batch(
        Tape tape,
        EdgeProduct product,
        Tensor scale,
        Tensor shift,
        float epsilon,
        out Tensor mean,
        out Tensor variance
    )
    {
        product.Validate();
        (mean, variance) = (tape.Empty(scale.Length), tape.Empty(scale.Length));
        Check.That(scale.Length == 2 * product.Channels, scale, Invariant($"({2 * product.Channels})"));
        tape.Backend.EdgeMoments(product, mean, variance);
        return Messages(tape, product, scale, shift, epsilon, mean, variance, momentsFixed: false);
    }

    /// <summary>Messages normalised with given moments.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="product">The dense layer.</param>
    /// <param name="scale">(2 channels).</param>
    /// <param name="shift">(2 channels).</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="mean">(2 channels).</param>
    /// <param name="variance">(2 channels).</param>
    /// <returns>(sites, channels).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Fixed(Tape tape, EdgeProduct product, Tensor scale, Tensor shift, float epsilon, Tensor mean, Tensor variance)
    {
        product.Validate();
        Check.That(scale.Length == 2 * product.Channels, scale, Invariant($"({2 * product.Channels})"));
        return Messages(tape, product, scale, shift, epsilon, mean, variance, momentsFixed: true);
    }

    private static Tensor Messages(
        Tape tape,
        EdgeProduct product,
        Tensor scale,
        Tensor shift,
        float epsilon,
        Tensor mean,
        Tensor variance,
        bool momentsFixed
    )
    {
        var (factor, offset) = (tape.Empty(scale.Length), tape.Empty(scale.Length));
        for (var c = 0; c < scale.Length; c++)
        {
            var exact = scale.Span[c] / Math.Sqrt(variance.Span[c] + (double)epsilon);
            (factor.Span[c], offset.Span[c]) = ((float)exact, (float)(shift.Span[c] - (mean.Span[c] * exact)));
        }

        var y = tape.Empty(product.Edges.Sites, product.Channels);
        tape.Backend.EdgeMessages(product, factor, offset, y);
        Tensor[] inputs = [product.Centre, product.Neighbour, product.Weight, scale, shift];
        if (!tape.Wants(inputs))
            return y;
        tape.Record(y, () => Backward(tape, product, inputs, y.GradientTensor(), epsilon, mean, variance, factor, offset, momentsFixed));
        return y;
    }

    private static void Backward(
        Tape tape,
        EdgeProduct product,
        Tensor[] inputs,
        Tensor dy,
        float epsilon,
        Tensor mean,
        Tensor variance,
        Tensor factor,
        Tensor offset,
        bool momentsFixed
    )
    {
        var row = mean.Length;
        var (dShift, dScale, line) = (tape.Empty(row), tape.Empty(row), tape.Empty(3, row));
        tape.Backend.EdgeGradientSums(product, factor, offset, mean, dy, dShift, dScale);
        for (var c = 0; c < row; c++)
        {
            // dz = γ/σ · (g - Σg/n - x̂ Σ(g x̂)/n), written as a·g + b·z + constant.
            var inverse = 1 / Math.Sqrt(variance.Span[c] + (double)epsilon);
            dScale.Span[c] = (float)(dScale.Span[c] * inverse);
            var (a, n) = ((double)factor.Span[c], product.Edges.Count);
            var b = momentsFixed ? 0 : -a * inverse * dScale.Span[c] / n;
            line.Span[c] = factor.Span[c];
            line.Span[row + c] = (float)b;
            line.Span[(2 * row) + c] = (float)(momentsFixed ? 0 : (-a * dShift.Span[c] / n) - (b * mean.Span[c]));
        }

        var (dCentre, dNeighbour, dWeight) = (
            tape.Empty(product.Centre.Shape),
            tape.Empty(product.Neighbour.Shape),
            tape.Empty(product.Weight.Shape)
        );
        tape.Backend.EdgeGradients(product, line, offset, dy, dCentre, dNeighbour, dWeight);
        Tensor[] gradients = [dCentre, dNeighbour, dWeight, dScale, dShift];
        for (var i = 0; i < inputs.Length; i++)
        {
            var gradient = gradients[i];
            if (inputs[i].RequiresGradient)
                tape.Accumulate(inputs[i], d => gradient.Span.CopyTo(d.Span));
        }
    }
}
