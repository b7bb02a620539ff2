using Debye.Tensors;

namespace Debye.Learning.Explanation;

/// <summary>Class activation maps of a network: Grad-CAM and HiResCAM of any layer, for signals and for images.</summary>
/// <remarks>
/// With maps A (positions × channels K) of the layer, the class score y (a logit) and g = ∂y/∂A: Grad-CAM is Σₖ ᾱₖ Aₖ with ᾱₖ the mean of
/// gₖ
/// over the positions, HiResCAM is Σₖ gₖ Aₖ. Under mean pooling and a dense layer w both are the classic map (1/L) Σₖ wₖ Aₖ, whose sum and
/// the
/// bias make the logit. Signs are kept. A class is instantiated once per layer that is looked at; safe for calls from many threads, which
/// take turns.
/// </remarks>
public sealed class ClassActivation
{
    private readonly Module[] _body;
    private readonly Module[] _head;
    private readonly Tape _tape;

    /// <summary>Splits a network behind a layer.</summary>
    /// <param name="layers">The network in order, ending in logits (batch, classes) without softmax.</param>
    /// <param name="mapsAfter">Number of layers before the maps that are explained; 0 explains the input itself.</param>
    /// <param name="backend">Runs the arithmetic.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nothing is left behind the maps.</exception>
    public ClassActivation(IReadOnlyList<Module> layers, int mapsAfter, Backend backend)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(backend);
        if (mapsAfter < 0 || mapsAfter >= layers.Count)
            throw new ArgumentOutOfRangeException(nameof(mapsAfter), mapsAfter, Invariant($"Expected 0…{layers.Count - 1}."));
        _body = [.. layers.Take(mapsAfter)];
        _head = [.. layers.Skip(mapsAfter)];
        _tape = new Tape(backend);
    }

    /// <summary>Splits a network into what makes the maps and what makes logits of them.</summary>
    /// <param name="body">Makes maps (1, length, channels) or (1, rows, columns, channels).</param>
    /// <param name="head">Makes logits (1, classes) of the maps.</param>
    /// <param name="backend">Runs the arithmetic.</param>
    public ClassActivation(Module body, Module head, Backend backend)
        : this([body, head], 1, backend) { }

    /// <summary>Explains one class for one example.</summary>
    /// <param name="example">The input, row-major.</param>
    /// <param name="shape">Its shape without the batch: (length, channels), or (rows, columns, channels).</param>
    /// <param name="classIndex">The class; −1 for the one with the largest logit.</param>
    /// <param name="method">Method.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; or Grad-CAM is asked for where the positions are laid out
    /// flat.</exception>
    public ActivationMap Explain(
        ReadOnlySpan<float> example,
        ReadOnlySpan<int> shape,
        int classIndex = -1,
        ActivationMethod method = ActivationMethod.HiResCam
    )
    {
        using var mode = new UseMode(_body.Concat(_head));
        try
        {
            _tape.Recording = false;
            var maps = _tape.Input(example, [1, .. shape]);
            foreach (var layer in _body)
                maps = layer.Forward(_tape, maps);
            return FromMaps(maps.Span, maps.Shape[1..], classIndex, method);
        }
        finally
        {
            _tape.Reset();
        }
    }

    /// <summary>Explains one class where the maps are known already, as those of a frozen base.</summary>
    /// <param name="maps">The maps, row-major.</param>
    /// <param name="shape">(length, channels), or (rows, columns, channels).</param>
    /// <param name="head">Makes logits (1, classes) of maps with a batch axis of 1.</param>
    /// <param name="backend">Runs the arithmetic.</param>
    /// <param name="classIndex">The class; −1 for the one with the largest logit.</param>
    /// <param name="method">Method.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; or Grad-CAM is asked for where the positions are laid out
    /// flat.</exception>
    public static ActivationMap ExplainMaps(
        ReadOnlySpan<float> maps,
        ReadOnlySpan<int> shape,
        Module head,
        Backend backend,
        int classIndex = -1,
        ActivationMethod method = ActivationMethod.HiResCam
    )
    {
        ArgumentNullException.ThrowIfNull(head);
        var activation = new ClassActivation([head], 0, backend);
        using var mode = new UseMode(head);
        return activation.FromMaps(maps, shape, classIndex, method);
    }

    /// <summary>The classic map under mean pooling and a dense layer, without differentiation: (1/L) Σₖ wₖ Aₖ.</summary>
    /// <param name="maps">The maps, positions × channels.</param>
    /// <param name="rows">Rows of an image's maps; 1 for a signal.</param>
    /// <param name="weight">The dense layer, channels × classes, row-major.</param>
    /// <param name="bias">Its biases, one per class.</param>
    /// <param name="classIndex">The class.</param>
    /// <remarks>Source: B. Zhou et al., CVPR 2016, 2921, doi 10.1109/CVPR.2016.319.</remarks>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static ActivationMap Pooled(
        ReadOnlySpan<float> maps,
        int rows,
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> bias,
        int classIndex
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if (classIndex < 0 || classIndex >= bias.Length)
            throw new ArgumentOutOfRangeException(nameof(classIndex), classIndex, Invariant($"Expected 0…{bias.Length - 1}."));
        var channels = weight.Length / bias.Length;
        if (channels * bias.Length != weight.Length || channels == 0 || maps.Length % (channels * rows) != 0)
            throw new ArgumentException(
                Invariant($"Expected maps of {rows} rows and {channels} channels, got {maps.Length} values."),
                nameof(maps)
            );
        var positions = maps.Length / channels;
        var (values, score) = (new double[positions], (double)bias[classIndex]);
        for (var p = 0; p < positions; p++)
        {
            for (var k = 0; k < channels; k++)
                values[p] += maps[p * channels + k] * (double)weight[k * bias.Length + classIndex];
            values[p] /= positions;
            score += values[p];
        }

        return new ActivationMap
        {
            Method = ActivationMethod.GradCam,
            Rows = rows,
            Columns = positions / rows,
            Values = values,
            Score = score,
        };
    }

    private ActivationMap FromMaps(ReadOnlySpan<float> values, ReadOnlySpan<int> shape, int classIndex, ActivationMethod method)
    {
        if (shape.Length is < 2 or > 3)
            throw new ArgumentException($"Expected maps of a signal or an image, got {shape.Length} axes.", nameof(shape));
        var positions = values.Length / shape[^1];
        if (method == ActivationMethod.GradCam && positions > 1 && LaysPositionsOutFlat(_head) == true)
            throw new ArgumentException(
                "Grad-CAM averages gradients over positions, but this network lays the positions out flat and weights each by "
                    + "itself: use HiResCAM.",
                nameof(method)
            );
        // The copy is a leaf of its own: what made the maps takes no part in the differentiation.
        var maps = _tape.Input(values, [1, .. shape]);
        maps.RequiresGradient = true;
        _tape.Recording = true;
        try
        {
            var logits = maps;
            foreach (var layer in _head)
                logits = layer.Forward(_tape, logits);
            var score = Select(logits, classIndex);
            _tape.Backward(score);
            return new ActivationMap
            {
                Method = method,
                Rows = shape.Length == 3 ? shape[0] : 1,
                Columns = shape[^2],
                Values = Weight(maps, shape[^1], method),
                Score = score.ToScalar(),
            };
        }
        finally
        {
            _tape.Reset();
        }
    }

    private Tensor Select(Tensor logits, int classIndex)
    {
        var count = logits.Length;
        if (logits.Extent(0) != 1 || classIndex < -1 || classIndex >= count)
            throw new ArgumentOutOfRangeException(
                nameof(classIndex),
                classIndex,
                Invariant($"Expected one of {count} classes, or −1 for the largest.")
            );
        var chosen = classIndex;
        if (chosen < 0)
        {
            chosen = 0;
            for (var i = 1; i < count; i++)
                if (logits.Span[i] > logits.Span[chosen])
                    chosen = i;
        }

        var indicator = new float[count];
        indicator[chosen] = 1;
        return Functional.Linear(_tape, Functional.Reshape(logits, 1, count), _tape.Input(indicator, count, 1), null);
    }

    private static double[] Weight(Tensor maps, int channels, ActivationMethod method)
    {
        var values = maps.Span;
        var gradient = maps.Gradient;
        var positions = maps.Length / channels;
        var mean = new double[channels];
        for (var i = 0; i < gradient.Length; i++)
            mean[i % channels] += gradient[i] / (double)positions;
        var map = new double[positions];
        for (var p = 0; p < positions; p++)
        for (var k = 0; k < channels; k++)
            map[p] += values[p * channels + k] * (method == ActivationMethod.GradCam ? mean[k] : gradient[p * channels + k]);
        return map;
    }

    /// <summary>Whether positions are laid out flat before they are pooled; null where neither happens.</summary>
    private static bool? LaysPositionsOutFlat(IEnumerable<Module> modules)
    {
        foreach (var module in modules)
        {
            if (module is Flatten)
                return true;
            if (module is GlobalPool)
                return false;
            if (LaysPositionsOutFlat(module.Children.Select(child => child.Value)) is { } inside)
                return inside;
        }

        return null;
    }
}
