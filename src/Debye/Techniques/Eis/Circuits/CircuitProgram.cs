using System.Runtime.Intrinsics;
using Debye.Techniques.Eis.Elements;

namespace Debye.Techniques.Eis.Circuits;

/// <summary>A circuit as a list of steps, children before parents: values forward, gains ∂Z/∂Z(node) backward.</summary>
/// <remarks>
/// Series: Z = Σ Zₖ, the gain passes on. Parallel: 1/Z = Σ 1/Zₖ, so ∂Z/∂Zₖ = (Z/Zₖ)². A parameter's derivative is its
/// element's gain times the element's own derivative.
/// </remarks>
internal sealed class CircuitProgram
{
    private readonly record struct Step(Element? Element, int FirstParameter, bool IsSeries, int[] Parts);

    private readonly List<Step> _steps = [];
    private int _parameters;

    public CircuitProgram(CircuitNode root) => Add(root);

    public List<ElementNode> Elements { get; } = [];

    public int NodeCount => _steps.Count;

    public void Run(CircuitWorkspace workspace, ReadOnlySpan<double> parameters, bool withDerivatives)
    {
        for (var node = 0; node < _steps.Count; node++)
            Forward(workspace, node, parameters, withDerivatives);
        if (!withDerivatives || _steps[^1].Element is not null)
            return;
        // Index of the node whose gain holds; -1 where it is 1.
        Span<int> gains = stackalloc int[_steps.Count];
        gains[^1] = -1;
        for (var node = _steps.Count - 1; node >= 0; node--)
            Backward(workspace, node, gains);
    }

    private int Add(CircuitNode node)
    {
        if (node is ElementNode element)
        {
            Elements.Add(element);
            _steps.Add(new Step(element.Element, _parameters, IsSeries: false, []));
            _parameters += element.Element.Parameters.Length;
        }
        else
        {
            var parts = CircuitParser.PartsOf(node).Select(Add).ToArray();
            _steps.Add(new Step(null, 0, node is SeriesNode, parts));
        }

        return _steps.Count - 1;
    }

    private void Forward(CircuitWorkspace workspace, int node, ReadOnlySpan<double> parameters, bool withDerivatives)
    {
        var step = _steps[node];
        var real = workspace.NodeReal(node);
        var imaginary = workspace.NodeImaginary(node);
        if (step.Element is { } element)
        {
            var count = element.Parameters.Length;
            var output = withDerivatives
                ? new ElementOutput(
                    real,
                    imaginary,
                    workspace.DerivativesReal(step.FirstParameter, count),
                    workspace.DerivativesImaginary(step.FirstParameter, count)
                )
                : new ElementOutput(real, imaginary, [], []);
            element.Evaluate(workspace.Grid, parameters.Slice(step.FirstParameter, count), output);
            return;
        }

        for (var i = 0; i < real.Length; i += FrequencyGrid.Lanes)
        {
            var sum = new ComplexVector(Vector512<double>.Zero, Vector512<double>.Zero);
            foreach (var part in step.Parts)
            {
                var impedance = ComplexVector.Load(workspace.NodeReal(part), workspace.NodeImaginary(part), i);
                sum += step.IsSeries ? impedance : impedance.Reciprocal();
            }

            (step.IsSeries ? sum : sum.Reciprocal()).Store(real, imaginary, i);
        }
    }

    private void Backward(CircuitWorkspace workspace, int node, Span<int> gains)
    {
        var (step, gain) = (_steps[node], gains[node]);
        if (step.Element is { } element)
        {
            for (var k = 0; gain >= 0 && k < element.Parameters.Length; k++)
                Scale(workspace, gain, step.FirstParameter + k);
            return;
        }

        foreach (var part in step.Parts)
        {
            gains[part] = step.IsSeries ? gain : part;
            if (!step.IsSeries)
                Ratio(workspace, node, part, gain);
        }
    }

    private static void Scale(CircuitWorkspace workspace, int gain, int parameter)
    {
        var real = workspace.DerivativesReal(parameter, 1);
        var imaginary = workspace.DerivativesImaginary(parameter, 1);
        var gainReal = workspace.GainReal(gain);
        var gainImaginary = workspace.GainImaginary(gain);
        for (var i = 0; i < real.Length; i += FrequencyGrid.Lanes)
            (ComplexVector.Load(gainReal, gainImaginary, i) * ComplexVector.Load(real, imaginary, i)).Store(real, imaginary, i);
    }

    private static void Ratio(CircuitWorkspace workspace, int node, int part, int gain)
    {
        var length = workspace.Grid.PaddedCount;
        for (var i = 0; i < length; i += FrequencyGrid.Lanes)
        {
            var ratio =
                ComplexVector.Load(workspace.NodeReal(node), workspace.NodeImaginary(node), i)
                * ComplexVector.Load(workspace.NodeReal(part), workspace.NodeImaginary(part), i).Reciprocal();
            ratio *= ratio;
            if (gain >= 0)
                ratio *= ComplexVector.Load(workspace.GainReal(gain), workspace.GainImaginary(gain), i);
            ratio.Store(workspace.GainReal(part), workspace.GainImaginary(part), i);
        }
    }
}
