using System.Collections.Immutable;
using System.Numerics;
using Debye.Techniques.Eis.Elements;

namespace Debye.Techniques.Eis.Circuits;

/// <summary>An equivalent circuit: a differentiable expression in frequency and parameters. Immutable.</summary>
/// <remarks>
/// Written as R0-p(R1,CPE1) or in Boukamp's code R(RQ). After an element may stand settings of its parameters in braces:
/// CPE1{1e-5,0.9F/0.5/1} gives the value 10⁻⁵, and 0.9, fixed (F), within 0.5…1. Numbers are parts of names; elements without
/// one are numbered from the left. Equal means: the same circuit string; see <see cref="IsEquivalentTo"/>.
/// </remarks>
/// <example><code>
/// var circuit = Circuit.Parse("R0-p(R1,CPE1)");
/// var impedanceOhm = circuit.Impedance([0.1, 10, 1000], [10, 100, 1e-5, 0.9]);
/// </code></example>
public sealed class Circuit : IEquatable<Circuit>
{
    private readonly CircuitProgram _program;
    private readonly string _text;

    /// <summary>Creates a circuit from its tree.</summary>
    /// <param name="root">The tree; needless nesting is removed.</param>
    /// <exception cref="ArgumentException">An element has no name, or two have the same.</exception>
    public Circuit(CircuitNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        Root = root.Flatten();
        _program = new CircuitProgram(Root);
        Elements = [.. _program.Elements];
        if (
            Elements.Select(element => element.Name).Distinct(StringComparer.Ordinal).Count() < Elements.Length
            || Elements.Any(element => element.Name.Length == 0)
        )
            throw new ArgumentException("Every element needs a name of its own.", nameof(root));
        Parameters = [.. Elements.SelectMany(ParametersOf)];
        CanonicalForm = Root.CanonicalForm();
        _text = CircuitNotations.Write(Root, CircuitNotation.Dashes, withSettings: true);
    }

    /// <summary>The tree.</summary>
    public CircuitNode Root { get; }

    /// <summary>The elements from left to right.</summary>
    public ImmutableArray<ElementNode> Elements { get; }

    /// <summary>The parameters in the order of the elements.</summary>
    public ImmutableArray<CircuitParameter> Parameters { get; }

    /// <summary>Text without numbers and settings that is the same for circuits that differ in the order of branches only.</summary>
    public string CanonicalForm { get; }

    /// <summary>Reads a circuit string, either notation.</summary>
    /// <param name="text">The string.</param>
    /// <param name="registry">Known elements; null for those of Debye.</param>
    /// <exception cref="ArgumentException">It is no circuit; the message says where and why.</exception>
    public static Circuit Parse(string text, ElementRegistry? registry = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Circuit(CircuitParser.Parse(text, registry ?? ElementRegistry.Default));
    }

    /// <summary>The circuit string.</summary>
    /// <param name="notation">Which notation.</param>
    /// <param name="withSettings">Whether values, limits and fixations are written.</param>
    public string ToString(CircuitNotation notation, bool withSettings = true) => CircuitNotations.Write(Root, notation, withSettings);

    /// <summary>The circuit string with dashes and settings.</summary>
    public override string ToString() => _text;

    /// <summary>Whether another circuit is the same up to the order of branches, to numbers and to settings.</summary>
    public bool IsEquivalentTo(Circuit other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return string.Equals(CanonicalForm, other.CanonicalForm, StringComparison.Ordinal);
    }

    /// <summary>Index of a parameter.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Parameters.Length; i++)
            if (Parameters[i].Name == name)
                return i;
        throw new ArgumentException(
            $"The circuit {ToString(CircuitNotation.Dashes, withSettings: false)} has no parameter '{name}'; it has "
                + $"{string.Join(" ", Parameters.Select(parameter => parameter.Name))}.",
            nameof(name)
        );
    }

    /// <summary>The same circuit with other settings.</summary>
    /// <param name="settings">One for each parameter.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public Circuit With(ImmutableArray<ParameterSetting> settings)
    {
        if (settings.Length != Parameters.Length)
            throw new ArgumentException($"Expected {Parameters.Length} settings, got {settings.Length}.", nameof(settings));
        var next = 0;
        return new Circuit(Replace(Root));

        CircuitNode Replace(CircuitNode node)
        {
            if (node is SeriesNode series)
                return new SeriesNode([.. series.Parts.Select(Replace)]);
            if (node is ParallelNode parallel)
                return new ParallelNode([.. parallel.Parts.Select(Replace)]);
            var element = (ElementNode)node;
            var count = element.Element.Parameters.Length;
            next += count;
            return element with { Settings = settings.Slice(next - count, count) };
        }
    }

    /// <summary>Impedance at some frequencies: the simple way. Loops use <see cref="Evaluate"/>.</summary>
    /// <param name="frequencyHertz">Frequencies, Hz, above 0.</param>
    /// <param name="parameters">One value for each parameter, in its unit.</param>
    /// <returns>Z, Ω.</returns>
    /// <exception cref="ArgumentException">A length or a frequency is wrong.</exception>
    public Complex[] Impedance(ReadOnlySpan<double> frequencyHertz, ReadOnlySpan<double> parameters)
    {
        var grid = new FrequencyGrid(frequencyHertz);
        var workspace = new CircuitWorkspace(this, grid);
        Evaluate(workspace, parameters, withDerivatives: false);
        var result = new Complex[grid.Count];
        for (var i = 0; i < result.Length; i++)
            result[i] = new Complex(workspace.Real[i], workspace.Imaginary[i]);
        return result;
    }

    /// <summary>
    /// Impedance and, when wanted, its exact derivatives with respect to every parameter, in one pass without allocation.
    /// </summary>
    /// <param name="workspace">Made for this circuit; receives the results.</param>
    /// <param name="parameters">One value for each parameter, in its unit.</param>
    /// <param name="withDerivatives">Whether derivatives are wanted.</param>
    /// <exception cref="ArgumentException">There are more or fewer values than parameters, or the workspace is another
    /// circuit's.</exception>
    public void Evaluate(CircuitWorkspace workspace, ReadOnlySpan<double> parameters, bool withDerivatives)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (parameters.Length != Parameters.Length)
            throw new ArgumentException($"Expected {Parameters.Length} parameters, got {parameters.Length}.", nameof(parameters));
        if (!ReferenceEquals(workspace.Circuit, this))
            throw new ArgumentException("The workspace belongs to another circuit.", nameof(workspace));
        _program.Run(workspace, parameters, withDerivatives);
    }

    /// <inheritdoc/>
    public bool Equals(Circuit? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Circuit);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    internal int NodeCount => _program.NodeCount;

    private static IEnumerable<CircuitParameter> ParametersOf(ElementNode node)
    {
        var definitions = node.Element.Parameters;
        for (var i = 0; i < definitions.Length; i++)
        {
            var setting = node.Settings.IsDefaultOrEmpty ? default : node.Settings[i];
            yield return new CircuitParameter(definitions.Length == 1 ? node.Name : Invariant($"{node.Name}_{i}"), definitions[i], setting);
        }
    }
}
