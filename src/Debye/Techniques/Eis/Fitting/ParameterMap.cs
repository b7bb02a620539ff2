using Debye.Techniques.Eis.Circuits;

namespace Debye.Techniques.Eis.Fitting;

/// <summary>Coordinates of a fit to parameters of a circuit: logarithms, fixed ones, ties and orders.</summary>
/// <remarks>
/// x = ln p for logarithmic parameters, p for others. Free: x = u. Tied: x follows the other. At least: x = x(other) + e^u.
/// </remarks>
internal sealed class ParameterMap
{
    private enum Kind
    {
        Free,
        Fixed,
        Tied,
        AtLeast,
    }

    private readonly record struct Link(Kind Kind, int Coordinate, int Other, double Shift);

    private readonly Circuit _circuit;
    private readonly Link[] _links;
    private readonly int[] _order;

    public ParameterMap(Circuit circuit, CircuitFitOptions options)
    {
        _circuit = circuit;
        _links = new Link[circuit.Parameters.Length];
        for (var i = 0; i < _links.Length; i++)
            _links[i] = new Link(circuit.Parameters[i].Setting.IsFixed ? Kind.Fixed : Kind.Free, -1, -1, 0);
        foreach (var constraint in options.Constraints)
            Bind(constraint);
        for (var i = 0; i < _links.Length; i++)
            if (_links[i].Kind is Kind.Free or Kind.AtLeast)
                _links[i] = _links[i] with { Coordinate = Count++ };
        _order = Order();
        (Lower, Upper, Owner) = (new double[Count], new double[Count], new int[Count]);
        for (var i = 0; i < _links.Length; i++)
            SetLimits(i);
    }

    /// <summary>Number of coordinates.</summary>
    public int Count { get; }

    public double[] Lower { get; }

    public double[] Upper { get; }

    /// <summary>The parameter a coordinate belongs to.</summary>
    public int[] Owner { get; }

    public bool IsFixed(int parameter) => _links[parameter].Kind == Kind.Fixed;

    /// <summary>Coordinate of a parameter that moves alone or leads others; -1 for bound ones.</summary>
    public int CoordinateOf(int parameter) => _links[parameter].Kind == Kind.Free ? _links[parameter].Coordinate : -1;

    public bool IsLogarithmic(int parameter) => _circuit.Parameters[parameter].Definition.IsLogarithmic;

    /// <summary>Parameters of a point; fixed ones are left as they are in the destination.</summary>
    public void ToParameters(ReadOnlySpan<double> point, Span<double> parameters)
    {
        foreach (var i in _order)
        {
            var link = _links[i];
            if (link.Kind == Kind.Fixed)
                continue;
            var x = link.Kind switch
            {
                Kind.Free => point[link.Coordinate],
                Kind.Tied => Scaled(i, parameters[link.Other]) + link.Shift,
                _ => Scaled(i, parameters[link.Other]) + link.Shift + Math.Exp(point[link.Coordinate]),
            };
            parameters[i] = IsLogarithmic(i) ? Math.Exp(x) : x;
        }
    }

    /// <summary>The point nearest to parameters, within limits.</summary>
    public void ToPoint(ReadOnlySpan<double> parameters, Span<double> point)
    {
        for (var i = 0; i < _links.Length; i++)
        {
            var link = _links[i];
            if (link.Coordinate < 0)
                continue;
            var x = Scaled(i, parameters[i]);
            if (link.Kind == Kind.AtLeast)
                x = Math.Log(Math.Max(1e-6, x - Scaled(i, parameters[link.Other]) - link.Shift));
            point[link.Coordinate] = Math.Clamp(x, Lower[link.Coordinate], Upper[link.Coordinate]);
        }
    }

    /// <summary>∂x/∂u of a parameter for every coordinate.</summary>
    public void Slopes(int parameter, ReadOnlySpan<double> point, Span<double> slopes)
    {
        slopes.Clear();
        for (var i = parameter; ; )
        {
            var link = _links[i];
            if (link.Kind == Kind.Free)
                slopes[link.Coordinate] = 1;
            if (link.Kind == Kind.AtLeast)
                slopes[link.Coordinate] = Math.Exp(point[link.Coordinate]);
            if (link.Kind is Kind.Free or Kind.Fixed)
                return;
            i = link.Other;
        }
    }

    private double Scaled(int parameter, double value) => IsLogarithmic(parameter) ? Math.Log(value) : value;

    private void Bind(ParameterConstraint constraint)
    {
        var (own, other) = (_circuit.IndexOf(constraint.Parameter), _circuit.IndexOf(constraint.Other));
        if (IsLogarithmic(own) != IsLogarithmic(other))
            throw new ArgumentException(
                $"{constraint.Parameter} and {constraint.Other} are of different kinds and cannot be bound to each other.",
                nameof(constraint)
            );
        if (!IsLogarithmic(own) && constraint.Factor != 1)
            throw new ArgumentException($"{constraint.Parameter} is an exponent: only the factor 1 is possible.", nameof(constraint));
        if (_links[own].Kind != Kind.Free)
            throw new ArgumentException($"{constraint.Parameter} is bound or fixed already.", nameof(constraint));
        _links[own] = new Link(constraint.IsEquality ? Kind.Tied : Kind.AtLeast, -1, other, Math.Log(constraint.Factor));
    }

    /// <summary>Parameters, each behind the one it is bound to.</summary>
    private int[] Order()
    {
        var order = new List<int>();
        for (var i = 0; i < _links.Length; i++)
            Visit(i, 0);
        return [.. order];

        void Visit(int i, int depth)
        {
            if (order.Contains(i))
                return;
            if (depth > _links.Length)
                throw new ArgumentException($"{_circuit.Parameters[i].Name} is bound to itself.", nameof(order));
            if (_links[i].Other >= 0)
                Visit(_links[i].Other, depth + 1);
            order.Add(i);
        }
    }

    private void SetLimits(int parameter)
    {
        var k = _links[parameter].Coordinate;
        if (k < 0)
            return;
        Owner[k] = parameter;
        var limits = _circuit.Parameters[parameter];
        (Lower[k], Upper[k]) =
            _links[parameter].Kind == Kind.AtLeast ? (-14, 4) : (Scaled(parameter, limits.Lower), Scaled(parameter, limits.Upper));
    }
}
